// clause: AsyncContext web integration: pipeTo works in the mapping of its call

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();
const source = (log, pull) => inside("source", () => {
  let controller;
  const stream = new ReadableStream({
    start(c) { controller = c; },
    pull(c) { log.push(`pull ${now()}`); return pull?.(c); },
    cancel() { log.push(`cancel ${now()}`); },
  }, { highWaterMark: 0 });
  return { stream, controller };
});
const sink = (log, write, strategy) => inside("sink", () => {
  let controller;
  const stream = new WritableStream({
    start(c) { controller = c; },
    write(chunk) { log.push(`write ${now()}`); return write?.(chunk); },
    close() { log.push(`close ${now()}`); },
    abort() { log.push(`abort ${now()}`); },
  }, strategy);
  return { stream, controller };
});

promise_test(async () => {
  const log = [];
  let n = 0;
  const { stream } = source(log, (c) => { if (n++ < 2) c.enqueue("x"); else c.close(); });
  await inside("pipe", () => stream.pipeTo(sink(log).stream).then(() => log.push(now())));
  const once = ["pull pipe", "write pipe"];
  const sorted = log.slice().sort();
  assert_array_equals(sorted, ["close pipe", "pipe", "pull pipe", "pull pipe", "pull pipe", "write pipe", "write pipe"]);
  assert_array_equals(log.slice(0, 2), once);
}, "pull, write and close in that of pipeTo");

promise_test(async () => {
  const log = [];
  const { stream, controller } = source(log);
  inside("pipe", () => stream.pipeTo(sink(log).stream));
  await delay(1);
  inside("timer", () => setTimeout(() => controller.enqueue("a"), 1));
  inside("other", () => setTimeout(() => { controller.enqueue("b"); controller.close(); }, 5));
  await delay(20);
  assert_array_equals(log, ["pull pipe", "write pipe", "pull pipe", "write pipe", "close pipe"]);
}, "whoever enqueues or closes makes no difference");

promise_test(async () => {
  const log = [];
  const { stream, controller } = source(log);
  const piped = inside("pipe", () => stream.pipeTo(sink(log).stream).catch(() => log.push(now())));
  await delay(1);
  inside("failed", () => controller.error("why"));
  await piped;
  assert_array_equals(log, ["pull pipe", "abort pipe", "pipe"]);
  log.length = 0;
  const dest = sink(log);
  const back = inside("pipe", () => source(log).stream.pipeTo(dest.stream).catch(() => log.push(now())));
  await delay(1);
  inside("failed", () => dest.controller.error("why"));
  await back;
  assert_array_equals(log, ["pull pipe", "cancel pipe", "pipe"]);
}, "abort and cancel after an error in that of pipeTo");

promise_test(async () => {
  const log = [];
  const abort = new AbortController();
  const options = { signal: abort.signal };
  const piped = inside("pipe", () => source(log).stream.pipeTo(sink(log).stream, options).catch(() => log.push(now())));
  await delay(1);
  inside("aborted", () => abort.abort());
  await piped;
  assert_array_equals(log, ["pull pipe", "abort aborted", "cancel aborted", "pipe"]);
}, "what a signal does, in that of abort()");

promise_test(async () => {
  const log = [];
  let finish;
  const abort = new AbortController();
  const dest = sink(log, () => new Promise((resolve) => { finish = resolve; }));
  const { stream, controller } = source(log);
  const piped = inside("pipe", () => stream.pipeTo(dest.stream, { signal: abort.signal }).catch(() => log.push(now())));
  await delay(1);
  controller.enqueue("a");
  await delay(1);
  inside("aborted", () => abort.abort());
  inside("finished", () => finish());
  await piped;
  assert_array_equals(log, ["pull pipe", "write pipe", "abort aborted", "cancel aborted", "pipe"]);
}, "a signal that waits for a write");

promise_test(async () => {
  const log = [];
  let n = 0;
  const { stream } = source(log, (c) => { if (n++ < 2) c.enqueue("x"); else c.close(); });
  const other = source(log, (c) => c.close());
  const piped = [
    inside("one", () => stream.pipeTo(sink(log).stream)),
    inside("two", () => other.stream.pipeTo(sink(log).stream)),
  ];
  await Promise.all(piped);
  const of = (name) => log.filter((line) => line.endsWith(name)).map((line) => line.split(" ")[0]).sort().join();
  assert_equals(of("one"), "close,pull,pull,pull,write,write");
  assert_equals(of("two"), "close,pull");
  assert_equals(log.length, 8);
}, "two pipes at a time keep two mappings");

promise_test(async () => {
  const log = [];
  const transform = inside("made", () => new TransformStream({
    transform(chunk, c) { log.push(`transform ${now()}`); c.enqueue(chunk); },
    flush() { log.push(`flush ${now()}`); },
  }));
  const { stream, controller } = source(log);
  inside("through", () => stream.pipeThrough(transform));
  const reader = transform.readable.getReader();
  await delay(1);
  inside("producer", () => controller.enqueue("a"));
  await inside("read", () => reader.read());
  inside("producer", () => controller.close());
  await inside("read", () => reader.read());
  assert_array_equals(log, ["pull through", "transform through", "flush through"]);
}, "pipeThrough: transform and flush in that of the call");
