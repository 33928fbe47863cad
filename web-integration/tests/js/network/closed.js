// clause: Fetch: the end of a body while nothing is read

let keys = 0;
const key = () => `closed-${Math.random()}-${keys++}`;
const seen = async (key) => (await fetch(`${$origin}/seen?key=${key}`)).json();
const gone = (key) => until(async () => (await seen(key)).closed === 1, "the connection is closed");
const body = async (path, init) => (await fetch(`${$origin}/${path}`, init)).body;
const text = (chunk) => String.fromCharCode(...chunk);
const modes = [undefined, { mode: "byob" }];
const read = (reader) => reader.read(...(reader instanceof ReadableStreamBYOBReader ? [new Uint8Array(1000)] : []));

promise_test(async () => {
  for (const mode of modes) {
    for (const length of ["no", "yes"]) {
      const reader = (await body(`drip?n=2&ms=20&length=${length}`)).getReader(mode);
      // In one chunk or in two: the machine may be slower than the server.
      let got = "";
      while (got.length < 2) got += text((await read(reader)).value);
      assert_equals(got, "ab");
      assert_equals(await reader.closed, undefined);
      assert_true((await read(reader)).done);
    }
  }
}, "closed is fulfilled at the end of a body, without a read");

promise_test(async () => {
  for (const mode of modes) {
    const reader = (await body("drip?n=0")).getReader(mode);
    assert_equals(await reader.closed, undefined);
  }
  const empty = [new Response("").body, new Blob([]).stream(), new Request($origin, { method: "POST", body: "" }).body];
  for (const stream of empty) assert_equals(await stream.getReader().closed, undefined);
}, "closed of a body without bytes is fulfilled, without a read");

promise_test(async (t) => {
  for (const mode of modes) {
    const reader = (await body("reset?when=middle")).getReader(mode);
    const { closed } = reader;
    assert_equals(text((await read(reader)).value), "0123456789");
    await promise_rejects_js(t, TypeError, closed);
    await promise_rejects_exactly(t, await closed.catch((error) => error), read(reader));
  }
}, "closed is rejected when the connection breaks, without a read");

promise_test(async () => {
  const reader = (await body("drip?n=3&ms=20")).getReader();
  const events = [];
  const closed = reader.closed.then(() => events.push("closed"));
  await settled(40);
  for (let chunk; !(chunk = await reader.read()).done;) events.push(text(chunk.value));
  await closed;
  assert_equals(events.join(), "a,b,c,closed", "nothing is lost, and nothing comes twice");
}, "what arrives while the end is waited for is read later");

promise_test(async (t) => {
  const controller = new AbortController();
  const reader = (await body("silent-body", { signal: controller.signal })).getReader();
  const { closed } = reader;
  await turns();
  controller.abort("over");
  await promise_rejects_exactly(t, "over", closed);
}, "an abort rejects closed while the end is waited for");

promise_test(async (t) => {
  for (const end of [(reader) => reader.cancel(), (reader) => reader.releaseLock()]) {
    const name = key();
    const reader = (await body(`silent-body?key=${name}`)).getReader();
    const settled = reader.closed.then(() => "closed", () => "released");
    await turns();
    await end(reader);
    assert_equals(await settled, end.toString().includes("cancel") ? "closed" : "released");
    if (end.toString().includes("cancel")) await gone(name);
  }
}, "cancel() and releaseLock() end the waiting");

promise_test(async () => {
  const name = key();
  const reader = (await body(`endless?key=${name}`)).getReader();
  let ended = false;
  reader.closed.then(() => { ended = true; });
  let sent = -1;
  await until(async () => {
    const before = sent;
    await delay(50);
    sent = (await seen(name)).sent;
    return sent === before;
  }, "nobody reads, so in the end the server cannot send");
  assert_false(ended);
  let received = 0;
  while (received <= sent) received += (await reader.read()).value.length;
  await reader.cancel();
}, "waiting for the end of a body reads one chunk, not all of it");

promise_test(async (t) => {
  const response = await fetch(`${$origin}/silent-body?ms=20`);
  const copy = response.clone();
  const readers = [response, copy].map(({ body }) => body.getReader());
  for (const reader of readers) await promise_rejects_js(t, TypeError, reader.closed);
}, "both branches of a clone are errored when the connection breaks");

promise_test(async () => {
  const response = await fetch(`${$origin}/drip?n=1`);
  const copy = response.clone();
  const [first, second] = [response, copy].map(({ body }) => body.getReader());
  assert_equals(text((await first.read()).value), "a");
  assert_true((await first.read()).done, "the read of one branch notices the end");
  assert_equals(text((await second.read()).value), "a");
  assert_equals(await first.closed, undefined);
  assert_equals(await second.closed, undefined);
}, "both branches of a clone are closed at the end");

promise_test(async (t) => {
  const source = await body("silent-body?ms=20");
  let aborted;
  const sink = new WritableStream({ abort(reason) { aborted = reason; } }, { highWaterMark: 0 });
  const piped = source.pipeTo(sink);
  await promise_rejects_js(t, TypeError, piped);
  assert_equals(aborted, await piped.catch((error) => error));
}, "a pipe whose sink takes nothing hears that the connection broke");

promise_test(async (t) => {
  const made = (stream) => new Request(new Request($origin, { method: "POST", body: stream, duplex: "half" }));
  const copied = made(await body("silent-body?ms=20")).body.getReader();
  await promise_rejects_js(t, TypeError, copied.closed);
  let controller;
  const reader = made(new ReadableStream({ start(c) { controller = c; } })).body.getReader();
  const { closed } = reader;
  controller.error("broken");
  await promise_rejects_exactly(t, "broken", closed);
  const closing = made(new ReadableStream({ start(c) { controller = c; } })).body.getReader();
  controller.close();
  assert_equals(await closing.closed, undefined);
}, "a request that was made from a request hears of the end of its body");

promise_test(async () => {
  const name = key();
  assert_true(await collected(async () => {
    const response = await fetch(`${$origin}/silent-body?key=${name}`);
    response.clone();
    await turns();
    return response;
  }));
  await gone(name);
}, "a clone that nobody reads is collected, and its connection closed");

// Last: at the end of the file the event loop is idle, though the connection is open.
promise_test(async () => {
  globalThis.kept = await fetch(`${$origin}/silent-body`);
  kept.clone();
  const reader = (await body("endless")).getReader();
  reader.closed.then(() => {});
  globalThis.keptReader = reader;
  await turns();
  assert_true(true);
}, "looking for the end of a body keeps no program running that waits for nothing");
