// clause: Streams: nothing that the program patches is looked up

const patch = (object, name, descriptor) => {
  const before = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { configurable: true, ...descriptor });
  return () => {
    if (before) Object.defineProperty(object, name, before);
    else delete object[name];
  };
};
const ticks = async (n = 60) => { while (n-- > 0) await null; };

promise_test(async () => {
  await ticks(5); // the harness adopts the promise of this function
  const calls = [];
  const restore = [
    patch(Promise.prototype, "then", { value() { calls.push("then"); } }),
    patch(Promise.prototype, "constructor", { get() { calls.push("constructor"); } }),
    patch(Promise, Symbol.species, { get() { calls.push("species"); } }),
    patch(Promise, "resolve", { value() { calls.push("resolve"); } }),
  ];
  const written = [];
  let state;
  try {
    const from = new ReadableStream({ n: 0, pull(c) { if (this.n++ < 3) c.enqueue(this.n); else c.close(); } });
    const [one, two] = from.tee();
    const abort = new AbortController();
    const transform = new TransformStream();
    one.pipeThrough(transform, { signal: abort.signal });
    transform.readable.pipeTo(new WritableStream({ write(chunk) { written.push(chunk); }, close() { state = "closed"; } }));
    const reader = two.getReader();
    reader.read();
    reader.cancel();
    const iterator = new ReadableStream().values();
    iterator.next();
    iterator.next();
    iterator.return();
    const writer = new WritableStream().getWriter();
    writer.write(1);
    writer.close();
    for (let turn = 0; turn < 60; turn++) await new (class { then(f) { queueMicrotask(f); } })();
  } finally {
    restore.forEach((f) => f());
  }
  assert_array_equals(written, [1, 2, 3]);
  assert_equals(state, "closed");

  assert_array_equals(calls, []);
}, "patched promises");

promise_test(async () => {
  await null;
  const { ReadableStream: Stream, WritableStream: Sink, TransformStream: Both } = globalThis;
  const names = ["ReadableStream", "WritableStream", "AbortController", "Promise", "TypeError", "CountQueuingStrategy"];
  const restore = names.map((name) => patch(globalThis, name, { get() { assert_unreached(name); } }));
  const proto = Object.getOwnPropertyNames(ReadableStreamDefaultReader.prototype)
    .filter((name) => name !== "constructor")
    .map((name) => patch(ReadableStreamDefaultReader.prototype, name, { get() { assert_unreached(name); } }));
  const iterate = patch(Array.prototype, Symbol.iterator, { get() { assert_unreached("iterator"); } });
  let branches;
  let readable;
  try {
    branches = new Stream({ start(c) { c.enqueue(1); c.close(); } }).tee();
    readable = branches[0].pipeThrough(new Both());
    readable.pipeTo(new Sink());
    branches[1].values().next();
    for (let turn = 0; turn < 60; turn++) await null;
  } finally {
    iterate();
    [restore, proto].flat().forEach((f) => f());
  }
  assert_false(readable.locked);
}, "patched globals and prototypes");

promise_test(async () => {
  const setters = [];
  const restore = ["highWaterMark", "size", "start", "type", "mode", "preventClose"].map((name) =>
    patch(Object.prototype, name, { get() {}, set() { setters.push(name); } }));
  try {
    new TransformStream();
    const [one] = new ReadableStream().tee();
    one.pipeTo(new WritableStream());
    await ticks(5);
  } finally {
    restore.forEach((f) => f());
  }
  assert_array_equals(setters, []);
}, "setters of Object.prototype");

promise_test(async () => {
  const reader = new ReadableStream({ start(c) { c.close(); } }).getReader();
  const { closed } = reader;
  Object.defineProperty(closed, "constructor", { value: 1 });
  Object.freeze(closed);
  reader.releaseLock();
  assert_equals(closed.constructor, 1);
  const iterator = new ReadableStream({ pull(c) { c.enqueue(1); } }).values();
  const first = iterator.next();
  Object.defineProperty(first, "constructor", { get() { assert_unreached("constructor"); } });
  Object.preventExtensions(first);
  const second = iterator.next();
  assert_equals((await second).value, 1);
  assert_array_equals(Reflect.ownKeys(first), ["constructor"]);
  assert_array_equals(Reflect.ownKeys(second), []);
  assert_true(Object.isExtensible(second));
}, "promises that the program has changed");
