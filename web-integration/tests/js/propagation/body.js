// clause: AsyncContext web integration: streams run their methods for whoever reads: fetch, Response

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();
const rejected_in = async (f) => {
  f();
  const [report] = await until(() => {
    const reports = take_reports();
    return reports.length > 0 && reports;
  });
  return report.asyncContext.run(now);
};
// Started, so that nothing but reading pulls.
const logging = async (log, n = 2) => {
  const stream = inside("made", () => new ReadableStream({
  pull(controller) {
    log.push(`pull: ${now()}`);
    if (n-- > 0) controller.enqueue(new Uint8Array([97]));
    else controller.close();
  },
    cancel() { log.push(`cancel: ${now()}`); },
  }, { highWaterMark: 0 }));
  await delay(0);
  return stream;
};

promise_test(async () => {
  const log = [];
  const stream = await logging(log);
  const response = inside("response", () => new Response(stream));
  assert_equals(await inside("reading", () => response.text()), "aa");
  assert_array_equals(log, ["pull: reading", "pull: reading", "pull: reading"]);
}, "text() pulls in the mapping of its call");

promise_test(async () => {
  const log = [];
  let controller;
  const slow = inside("made", () => new ReadableStream({
    pull(c) { log.push(now()); controller = c; },
  }, { highWaterMark: 0 }));
  await delay(0);
  const text = inside("reading", () => new Response(slow).text());
  for (const value of ["one", "two"]) {
    await until(() => controller);
    const c = controller;
    controller = undefined;
    inside(value, () => c.enqueue(new Uint8Array([97])));
    await delay(1);
  }
  inside("closing", () => controller.close());
  assert_equals(await text, "aa");
  assert_array_equals([...new Set(log)], ["reading"]);
}, "whoever provides the chunks, text() reads on in its own mapping");

promise_test(async () => {
  const log = [];
  const body = await logging(log);
  const response = await inside("fetching", () => fetch(`${$origin}/echo`, { method: "POST", body, duplex: "half" }));
  await response.text();
  assert_array_equals(log, ["pull: fetching", "pull: fetching", "pull: fetching"]);
}, "fetch pulls the stream that it sends in the mapping of its call");

promise_test(async () => {
  const log = [];
  const controller = new AbortController();
  const body = await logging(log, Infinity);
  const promise = inside("fetching", () =>
    fetch(`${$origin}/silent`, { method: "POST", body, duplex: "half", signal: controller.signal }));
  await until(() => log.length > 1);
  inside("aborting", () => controller.abort());
  await promise.catch(() => {});
  assert_equals(log.at(-1), "cancel: aborting");
  assert_true(log.slice(0, -1).every((line) => line === "pull: fetching"));
}, "abort cancels the stream that is sent in the mapping of the abort");

promise_test(async () => {
  const response = await inside("fetching", () => fetch(`${$origin}/truncated`));
  const reader = inside("locking", () => response.body.getReader());
  await delay(0);
  await inside("first", () => reader.read());
  assert_equals(await rejected_in(() => inside("second", () => reader.read())), "second");
}, "read() of a body rejects in the mapping of its call");

promise_test(async () => {
  const log = [];
  const { body } = await inside("fetching", () => fetch(`${$origin}/drip?n=3`));
  const reader = body.getReader();
  for (const name of ["one", "two"]) {
    await inside(name, async () => {
      await reader.read();
      log.push(now());
    });
  }
  inside("cancel", () => reader.cancel());
  assert_array_equals(log, ["one", "two"]);
}, "each read() goes on in its own mapping");

promise_test(async () => {
  let weak;
  const reader = await (async () => {
    const value = {};
    weak = new WeakRef(value);
    const { body } = await fetch(`${$origin}/drip?n=20&ms=10`);
    const reader = body.getReader();
    await variable.run(value, () => reader.read());
    return reader;
  })();
  await gc();
  assert_equals(weak.deref(), undefined);
  await reader.cancel();
}, "a read that is over holds no mapping");

promise_test(async () => {
  assert_true(await collected(async () => {
    const value = {};
    const body = new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(1)); c.close(); } });
    const response = await variable.run(value, () => fetch(`${$origin}/echo`, { method: "POST", body, duplex: "half" }));
    await variable.run(value, () => response.text());
    return value;
  }));
}, "a stream that was sent holds no mapping");

promise_test(async () => {
  const log = [];
  const made = (strategy) => new ReadableStream({
    pull(c) { log.push(`pull: ${now()}`); if (log.length < 3) c.enqueue(new Uint8Array(1)); else c.close(); },
  }, strategy);
  for (const strategy of [undefined, { highWaterMark: 0 }, { highWaterMark: 2 }]) {
    log.length = 0;
    const response = inside("made", () => {
      const body = made(strategy);
      return inside("fetching", () => fetch(`${$origin}/echo`, { method: "POST", body, duplex: "half" }));
    });
    await (await response).text();
    assert_true(log.length >= 3 && log.every((line) => line === "pull: fetching"), log.join());
  }
}, "fetch is the cause of the first pull of a stream that was just made");

promise_test(async () => {
  const log = [];
  const body = await logging(log, Infinity);
  const failed = inside("fetching", () => fetch("http://127.0.0.1:1/", { method: "POST", body, duplex: "half" }));
  await inside("waiting", () => failed.catch(() => {}));
  await until(() => log.at(-1).startsWith("cancel"));
  assert_equals(log.at(-1), "cancel: fetching");
}, "a request that fails cancels the stream that is sent in the mapping of fetch()");

promise_test(async () => {
  const log = [];
  const sink = () => inside("made", () => new WritableStream({
    start() { log.push(`start: ${now()}`); },
    write() { log.push(`write: ${now()}`); },
    close() { log.push(`close: ${now()}`); },
  }));
  const fetched = () => inside("fetching", () => fetch(`${$origin}/drip?n=3&ms=2`));
  const { body } = await fetched();
  await inside("piping", () => body.pipeTo(sink()));
  const written = ["start: made", "write: fetching", "write: fetching", "write: fetching", "close: piping"];
  assert_array_equals(log.splice(0), written);
  const transform = inside("made", () => new TransformStream({
    transform(chunk, controller) { log.push(`transform: ${now()}`); controller.enqueue(chunk); },
    flush() { log.push(`flush: ${now()}`); },
  }));
  const through = (await fetched()).body;
  await inside("piping", () => through.pipeThrough(transform).pipeTo(new WritableStream()));
  assert_array_equals(log.splice(0), ["transform: fetching", "transform: fetching", "transform: fetching", "flush: piping"]);
  for (const make of [(response) => response.clone(), (response) => new Response(response.body), (response) => { response.clone(); return response; }]) {
    const copy = make(await fetched());
    await inside("piping", () => copy.body.pipeTo(sink()));
    assert_array_equals(log.splice(0), written, String(make));
  }
  const empty = await fetch(`${$origin}/drip?n=1`);
  await inside("piping", () => empty.body.pipeTo(sink()));
  assert_array_equals(log.splice(0), ["start: made", "write: none", "close: piping"], "the empty mapping is one, too");
  await inside("piping", () => new Response("text").body.pipeTo(sink()));
  assert_array_equals(log.splice(0), ["start: made", "write: piping", "close: piping"], "no fetch() provides it");
}, "a body that is piped is written and transformed in the mapping of fetch()");

promise_test(async () => {
  const bodies = [];
  const held = async (use) => {
    let weak;
    await (async () => {
      const value = {};
      weak = new WeakRef(value);
      const response = await variable.run(value, () => fetch(`${$origin}/drip?n=2`));
      bodies.push(response);
      await use(response);
    })();
    await gc();
    return weak.deref() !== undefined;
  };
  assert_true(await held(() => {}), "a body that may still be piped holds it");
  assert_false(await held((response) => response.text()));
  assert_false(await held(async (response) => { for await (const _ of response.body); }));
  assert_false(await held((response) => response.body.cancel()));
  assert_false(await held((response) => response.body.pipeTo(new WritableStream())));
  bodies.length = 0;
}, "a body holds the mapping of its fetch() until its end");
