// clause: Streams: ReadableStream.from

const rejection = (promise) => promise.then(() => assert_unreached("it was fulfilled"), (error) => error);
const drain = async (stream) => {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
};

promise_test(async () => {
  async function* generate() { yield "a"; yield "b"; }
  assert_array_equals(await drain(ReadableStream.from(generate())), ["a", "b"]);
  assert_array_equals(await drain(ReadableStream.from(["a", Promise.resolve("b")])), ["a", "b"]);
  assert_array_equals(await drain(ReadableStream.from("ab")), ["a", "b"]);
  assert_array_equals(await drain(ReadableStream.from(new Set([1]).values())), [1]);
  const source = new ReadableStream({ start(c) { c.enqueue(1); c.close(); } });
  assert_array_equals(await drain(ReadableStream.from(source)), [1]);
}, "what can be iterated over becomes a stream");

promise_test(async () => {
  let nexts = 0;
  const iterable = {
    next() { nexts++; return { value: nexts, done: false }; },
    [Symbol.asyncIterator]() { return this; },
  };
  const stream = ReadableStream.from(iterable);
  await delay(1);
  assert_equals(nexts, 0);
  const reader = stream.getReader();
  assert_equals((await reader.read()).value, 1);
  await delay(1);
  assert_equals(nexts, 1);
}, "the high water mark is 0");

test(() => {
  assert_throws_js(TypeError, () => ReadableStream.from());
  for (const bad of [undefined, null, 1, true, {}, { [Symbol.iterator]: 1 }, { [Symbol.asyncIterator]: 1 }]) {
    assert_throws_js(TypeError, () => ReadableStream.from(bad));
  }
  assert_throws_js(TypeError, () => ReadableStream.from({ [Symbol.iterator]: () => 1 }));
  const failure = new Error();
  assert_throws_exactly(failure, () => ReadableStream.from({ get [Symbol.asyncIterator]() { throw failure; } }));
  assert_throws_exactly(failure, () => ReadableStream.from({ [Symbol.asyncIterator]() { throw failure; } }));
  assert_throws_exactly(failure, () => ReadableStream.from({ [Symbol.iterator]: () => ({ get next() { throw failure; } }) }));
}, "what cannot be iterated over");

promise_test(async () => {
  const log = [];
  const iterable = {
    next: () => ({ value: 1, done: false }),
    return(reason) { log.push(reason); return { done: true }; },
    [Symbol.asyncIterator]() { return this; },
  };
  const reader = ReadableStream.from(iterable).getReader();
  assert_equals(await reader.cancel("reason"), undefined);
  assert_array_equals(log, ["reason"]);
  const bad = (result) => ({ next() {}, return: () => result, [Symbol.asyncIterator]() { return this; } });
  assert_equals((await rejection(ReadableStream.from(bad(1)).cancel())).constructor, TypeError);
  assert_equals(await ReadableStream.from({ next() {}, [Symbol.asyncIterator]() { return this; } }).cancel(), undefined);
  assert_equals((await rejection(ReadableStream.from({ ...bad(), return: 1, [Symbol.asyncIterator]() { return this; } }).cancel())).constructor, TypeError);
  const failure = new Error();
  assert_equals(await rejection(ReadableStream.from(bad(Promise.reject(failure))).cancel()), failure);
}, "cancel calls return");

promise_test(async () => {
  const log = [];
  const sync = (extra) => ({ next: () => ({ value: 1, done: false }), [Symbol.iterator]() { return this; }, ...extra });
  assert_equals(await ReadableStream.from(sync({ return(reason) { log.push(reason); return { done: true }; } })).cancel("why"), undefined);
  assert_array_equals(log, ["why"]);
  assert_equals(await ReadableStream.from(sync({})).cancel(), undefined);
  assert_equals((await rejection(ReadableStream.from(sync({ return: () => 1 })).cancel())).constructor, TypeError);
}, "cancel calls return of a synchronous iterator");

promise_test(async () => {
  const failure = new Error();
  const of = (next) => ReadableStream.from({ next, [Symbol.asyncIterator]() { return this; } }).getReader().read();
  assert_equals(await rejection(of(() => { throw failure; })), failure);
  assert_equals(await rejection(of(() => Promise.reject(failure))), failure);
  assert_equals(await rejection(of(() => ({ get done() { throw failure; } }))), failure);
  assert_equals(await rejection(of(() => ({ get value() { throw failure; } }))), failure);
  assert_equals((await rejection(of(() => 1))).constructor, TypeError);
  assert_equals((await rejection(of(() => Promise.resolve(1)))).constructor, TypeError);
  assert_equals((await rejection(of(1))).constructor, TypeError);
}, "what next may do wrong errors the stream");

promise_test(async () => {
  const failure = new Error();
  let closed = 0;
  const iterable = {
    next: () => ({ value: Promise.reject(failure), done: false }),
    return() { closed++; throw new Error("ignored"); },
    [Symbol.iterator]() { return this; },
  };
  assert_equals(await rejection(ReadableStream.from(iterable).getReader().read()), failure);
  assert_equals(closed, 1);
}, "a rejected value closes a synchronous iterator");

promise_test(async () => {
  const log = [];
  async function* generate() {
    try { yield 1; yield 2; } finally { log.push("finally"); }
  }
  for await (const _ of ReadableStream.from(generate())) break;
  assert_array_equals(log, ["finally"]);
}, "leaving a loop over a stream from a generator runs its finally");

// In how many microtasks a read is settled.
const microtasks = async (stream) => {
  let done = false;
  stream.getReader().read().then(() => { done = true; });
  let n = 0;
  while (!done) { await null; n++; }
  return n;
};

promise_test(async () => {
  const next = async () => ({ value: 1, done: false });
  const stream = ReadableStream.from({ next, [Symbol.asyncIterator]() { return this; } });
  await delay(1);
  // The promise of next is adopted by another (2), that is reacted to (1), and the read is (1).
  assert_equals(await microtasks(stream), 4);
  // The wrapped value is unwrapped while the adoption begins.
  const sync = ReadableStream.from(["a"]);
  await delay(1);
  assert_equals(await microtasks(sync), 4);
  assert_equals(await microtasks(ReadableStream.from(["a"])), 5, "start comes first");
}, "how many microtasks a chunk takes");
