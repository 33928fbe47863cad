// clause: Fetch: bodies as streams

let keys = 0;
const key = () => `body-${Math.random()}-${keys++}`;
const seen = async (key) => (await fetch(`${$origin}/seen?key=${key}`)).json();
const closed = (key) => until(async () => (await seen(key)).closed === 1, "the connection is closed");
const bytes = (text) => new Uint8Array([...text].map((c) => c.charCodeAt(0)));
const text = (chunk) => String.fromCharCode(...chunk);
const stream_of = (...chunks) => new ReadableStream({
  pull(controller) {
    if (chunks.length) controller.enqueue(chunks.shift());
    else controller.close();
  },
}, { highWaterMark: 0 });
const read_all = async (stream) => {
  const chunks = [];
  for await (const chunk of stream) chunks.push(text(chunk));
  return chunks;
};

promise_test(async () => {
  const response = await fetch(`${$origin}/drip?n=3&ms=20&size=2`);
  const { body } = response;
  assert_true(body instanceof ReadableStream);
  assert_equals(response.body, body, "the same object again");
  assert_false(response.bodyUsed);
  const reader = body.getReader();
  const first = await reader.read();
  assert_true(first.value instanceof Uint8Array);
  assert_equals(text(first.value), "aa");
  assert_true(response.bodyUsed);
  assert_equals(text((await reader.read()).value), "bb");
  assert_equals(text((await reader.read()).value), "cc");
  assert_true((await reader.read()).done);
}, "the body of a response is a stream of what arrives");

promise_test(async () => {
  const name = key();
  const response = await fetch(`${$origin}/endless?key=${name}&ms=0`);
  const reader = response.body.getReader();
  await reader.read();
  let sent = 0;
  await until(async () => {
    const before = sent;
    await delay(50);
    sent = (await seen(name)).sent;
    return sent === before;
  }, "nobody reads, so in the end the server cannot send");
  let received = 0;
  while (received < sent + 1_000_000) received += (await reader.read()).value.length;
  assert_true((await seen(name)).sent > sent, "it goes on");
  await reader.cancel();
  await closed(name);
  assert_true((await reader.read()).done);
}, "the network is read as the stream is read; cancel closes the connection");

promise_test(async (t) => {
  const name = key();
  const controller = new AbortController();
  const reason = { name: "reason" };
  const { body } = await fetch(`${$origin}/endless?key=${name}`, { signal: controller.signal });
  const reader = body.getReader();
  await reader.read();
  const waiting = (async () => { for (;;) await reader.read(); })();
  await delay(10);
  controller.abort(reason);
  await promise_rejects_exactly(t, reason, waiting);
  await promise_rejects_exactly(t, reason, reader.read());
  await promise_rejects_exactly(t, reason, reader.closed);
  await closed(name);
}, "abort errors the stream of a body with the reason");

promise_test(async (t) => {
  const controller = new AbortController();
  const { body } = await fetch(`${$origin}/endless`, { signal: controller.signal });
  const reader = body.getReader();
  controller.abort("unread");
  await promise_rejects_exactly(t, "unread", reader.closed);
}, "abort errors a stream that nobody reads");

promise_test(async (t) => {
  const controller = new AbortController();
  const response = await fetch(`${$origin}/endless`, { signal: controller.signal });
  controller.abort("late");
  await promise_rejects_exactly(t, "late", response.body.getReader().read());
}, "a stream that is asked for after the abort is errored");

promise_test(async (t) => {
  for (const route of ["truncated", "truncated-chunk", "reset?when=middle"]) {
    const reader = (await fetch(`${$origin}/${route}`)).body.getReader();
    const all = (async () => { for (;;) if ((await reader.read()).done) return; })();
    await promise_rejects_js(t, TypeError, all, route);
  }
}, "a connection that fails errors the stream");

promise_test(async (t) => {
  const response = await fetch(`${$origin}/drip?n=4`);
  assert_true(response.body.locked === false);
  const clone = response.clone();
  assert_array_equals(await Promise.all([response.text(), clone.text()]), ["abcd", "abcd"]);
  assert_throws_js(TypeError, () => response.clone());
  const locked = await fetch(`${$origin}/drip`);
  const reader = locked.body.getReader();
  assert_throws_js(TypeError, () => locked.clone());
  await promise_rejects_js(t, TypeError, locked.text());
  assert_false(locked.bodyUsed, "locked, not used");
  reader.releaseLock();
  assert_equals(await locked.text(), "abcde");
}, "a response that is received can be cloned, unless its body is locked");

promise_test(async () => {
  const response = await fetch(`${$origin}/drip?n=2`);
  await response.text();
  assert_true(response.body.locked);
  assert_true(response.bodyUsed);
  const memory = new Response("text");
  await memory.text();
  assert_true(memory.body.locked);
  for (const none of [new Response(), await fetch(`${$origin}/status?code=204`),
    await fetch(`${$origin}/echo`, { method: "HEAD" }), new Request($origin)]) {
    assert_equals(none.body, null);
  }
}, "the stream of a body that was read, and of none");

promise_test(async () => {
  assert_array_equals(await read_all(new Response("abc").body), ["abc"]);
  assert_array_equals(await read_all(new Response("").body), []);
  assert_array_equals(await read_all(new Blob(["ab", "c"]).stream()), ["abc"]);
  const request = new Request($origin, { method: "POST", body: "abc" });
  const { body } = request;
  assert_equals(request.body, body);
  assert_array_equals(await read_all(body), ["abc"]);
  assert_true(request.bodyUsed);
}, "bytes as a stream");

promise_test(async (t) => {
  assert_equals(await new Response(stream_of(bytes("ab"), bytes("c"))).text(), "abc");
  assert_equals(await new Response(stream_of()).text(), "");
  const json = new Response(stream_of(bytes("[1,"), bytes("2]")));
  assert_equals(JSON.stringify(await json.json()), "[1,2]");
  assert_equals(new Response(stream_of()).headers.get("content-type"), null);
  for (const chunk of ["text", 1, null, new Uint16Array(1), new ArrayBuffer(1)]) {
    await promise_rejects_js(t, TypeError, new Response(stream_of(chunk)).text());
  }
  const thrown = new Error("thrown");
  const bad = new ReadableStream({ pull() { throw thrown; } });
  await promise_rejects_exactly(t, thrown, new Response(bad).arrayBuffer());
  const used = stream_of(bytes("a"));
  const first = new Response(used);
  await first.text();
  assert_throws_js(TypeError, () => new Response(used));
  const locked = stream_of();
  locked.getReader();
  assert_throws_js(TypeError, () => new Response(locked));
}, "a response from a stream of the program");

promise_test(async () => {
  const many = Array.from({ length: 20_000 }, () => bytes("x"));
  const queued = new ReadableStream({
    start(controller) {
      for (const chunk of many) controller.enqueue(chunk);
      controller.close();
    },
  });
  assert_equals((await new Response(queued).text()).length, 20_000);
}, "however many chunks are there already");

promise_test(async () => {
  const post = async (body, init) => (await fetch(`${$origin}/echo`, { method: "POST", body, duplex: "half", ...init })).json();
  const echoed = await post(stream_of(bytes("ab"), bytes("c")));
  assert_equals(text(echoed.bytes), "abc");
  const headers = new Map(echoed.headers);
  assert_equals(headers.get("transfer-encoding"), "chunked");
  assert_false(headers.has("content-length") || headers.has("content-type"));
  assert_equals((await post(stream_of())).bytes.length, 0);
  const source = await fetch(`${$origin}/drip?n=3`);
  assert_equals(text((await post(source.body)).bytes), "abc", "from one response to the next");
}, "a stream is sent");

promise_test(async (t) => {
  assert_throws_js(TypeError, () => new Request($origin, { method: "POST", body: stream_of() }));
  assert_throws_js(TypeError, () => new Request($origin, { method: "POST", body: stream_of(), duplex: "half", keepalive: true }));
  const send = (body, path = "echo") => fetch(`${$origin}/${path}`, { method: "POST", body, duplex: "half" });
  const thrown = new Error("thrown");
  await promise_rejects_js(t, TypeError, send(new ReadableStream({ pull() { throw thrown; } })));
  let canceled;
  const bad = new ReadableStream({ pull(c) { c.enqueue("text"); }, cancel(reason) { canceled = reason; } });
  await promise_rejects_js(t, TypeError, send(bad));
  assert_true(canceled instanceof TypeError);
  const redirect = (code) => send(stream_of(bytes("a")), `redirect?code=${code}&to=/echo`);
  await promise_rejects_js(t, TypeError, redirect(307));
  await promise_rejects_js(t, TypeError, redirect(301));
  assert_equals((await (await redirect(303)).json()).method, "GET");
}, "a stream that cannot be sent, or not again");

promise_test(async (t) => {
  const controller = new AbortController();
  const reason = { name: "reason" };
  let pulls = 0;
  let canceled;
  const endless = new ReadableStream({
    async pull(c) { pulls++; await delay(1); c.enqueue(new Uint8Array(10)); },
    cancel(reason) { canceled = reason; },
  }, { highWaterMark: 0 });
  const promise = fetch(`${$origin}/echo`, { method: "POST", body: endless, duplex: "half", signal: controller.signal });
  await until(() => pulls > 3);
  controller.abort(reason);
  await promise_rejects_exactly(t, reason, promise);
  assert_equals(canceled, reason);
  const before = pulls;
  await delay(20);
  assert_equals(pulls, before);
  let early;
  const aborted = new ReadableStream({ cancel(reason) { early = reason; } });
  await promise_rejects_exactly(t, "r", fetch($origin, { method: "POST", body: aborted, duplex: "half", signal: AbortSignal.abort("r") }));
  assert_equals(early, "r");
}, "abort cancels a stream that is sent");

promise_test(async (t) => {
  let canceled;
  const waiting = new ReadableStream({ cancel(reason) { canceled = reason; } });
  await promise_rejects_js(t, TypeError, fetch("http://127.0.0.1:1/", { method: "POST", body: waiting, duplex: "half" }));
  await until(() => canceled, "a stream that nobody takes any more is canceled");
}, "a request that fails ends its stream");

promise_test(async () => {
  const body = stream_of(bytes("a"), bytes("b"));
  const request = new Request(`${$origin}/echo`, { method: "POST", body, duplex: "half" });
  assert_equals(request.body, body);
  const copy = new Request(request);
  assert_true(request.bodyUsed);
  assert_true(body.locked);
  assert_not_equals(copy.body, body);
  const clone = copy.clone();
  assert_equals(await clone.text(), "ab");
  assert_equals(text((await (await fetch(copy)).json()).bytes), "ab");
  assert_true(copy.bodyUsed);
}, "streams of requests are handed on, and cloned");

promise_test(async () => {
  const through = new TransformStream({
    transform(chunk, controller) { controller.enqueue(chunk.map((byte) => byte - 32)); },
  });
  const response = await fetch(`${$origin}/drip?n=3`);
  assert_equals(await new Response(response.body.pipeThrough(through)).text(), "ABC");
  const chunks = [];
  await (await fetch(`${$origin}/drip?n=2&ms=20`)).body.pipeTo(new WritableStream({ write(chunk) { chunks.push(text(chunk)); } }));
  assert_array_equals(chunks, ["a", "b"]);
}, "bodies can be piped");

promise_test(async () => {
  const name = key();
  assert_true(await collected(async () => {
    const response = await fetch(`${$origin}/endless?key=${name}`);
    await response.body.getReader().read();
    return response;
  }));
  await closed(name);
}, "a body that nobody reads on is collected, and its connection closed");

promise_test(async () => {
  const response = await fetch(`${$origin}/drip?n=3&ms=5&size=2`);
  const reader = response.body.getReader({ mode: "byob" });
  let buffer = new ArrayBuffer(1);
  const read = [];
  for (;;) {
    const { value, done } = await reader.read(new Uint8Array(buffer));
    assert_true(value instanceof Uint8Array);
    buffer = value.buffer;
    if (done) {
      assert_equals(value.byteLength, 0, "the buffer comes back");
      break;
    }
    read.push(text(value));
  }
  assert_equals(read.join(), "a,a,b,b,c,c");
  await reader.closed;
}, "a body is a stream of bytes: readers may bring the buffer");

promise_test(async (t) => {
  const response = await fetch(`${$origin}/drip?n=3&ms=1&size=1`);
  const reader = response.body.getReader({ mode: "byob" });
  const { value } = await reader.read(new Uint16Array(1));
  assert_equals(value.byteLength, 2);
  await promise_rejects_js(t, TypeError, reader.read(new Uint16Array(1)), "one byte is left");
  assert_array_equals(take_reports(), []);
}, "a body that ends within an element errors");

promise_test(async (t) => {
  const reader = new Response("text").body.getReader({ mode: "byob" });
  const { value } = await reader.read(new Uint8Array(10));
  assert_equals(text(value), "text");
  assert_true((await reader.read(new Uint8Array(10))).done);
}, "so is one of text");

promise_test(async () => {
  for (const make of [(body) => new Response(body), (body) => new Request($origin, { method: "POST", body, duplex: "half" })]) {
    const chunk = bytes("abc");
    const body = make(new ReadableStream({ start(controller) { controller.enqueue(chunk); controller.close(); } }));
    const copy = body.clone();
    const { value } = await body.body.getReader().read();
    assert_equals(value, chunk, "the first branch has the chunk itself");
    value[0] = 120;
    assert_equals(await copy.text(), "abc");
  }
}, "the branches of clone() share no chunk");

promise_test(async () => {
  let reason;
  const response = new Response(new ReadableStream({
    start(controller) { controller.enqueue(() => {}); },
    cancel(why) { reason = why; },
  }));
  const copy = response.clone();
  const errors = [];
  for (const { body } of [response, copy]) {
    const reader = body.getReader();
    errors.push(await reader.read().catch((error) => error), await reader.closed.catch((error) => error));
  }
  assert_equals(errors[0].name, "DataCloneError");
  for (const error of errors) assert_equals(error, errors[0]);
  assert_equals(reason, errors[0]);
}, "a chunk that cannot be cloned is the error of both branches, and cancels the stream");

promise_test(async () => {
  const chunks = [];
  const response = new Response(new ReadableStream({
    start(controller) { controller.enqueue(() => {}); controller.enqueue("last"); controller.close(); },
  }));
  const copy = response.clone();
  copy.body.cancel();
  const reader = response.body.getReader();
  for (let result; !(result = await reader.read()).done;) chunks.push(typeof result.value);
  assert_array_equals(chunks, ["function", "string"]);
}, "for a branch that is cancelled nothing is cloned");
