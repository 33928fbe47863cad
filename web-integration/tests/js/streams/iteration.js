// clause: Streams: asynchronous iteration of ReadableStream (Web IDL, asynchronous iterator objects)

const rejection = (promise) => promise.then(() => assert_unreached("it was fulfilled"), (error) => error);
const show = ({ value, done }) => `${value},${done}`;
const counting = (log = []) => new ReadableStream({
  n: 0,
  pull(c) { c.enqueue(++this.n); },
  cancel(reason) { log.push(reason); },
}, { highWaterMark: 0 });

promise_test(async () => {
  const log = [];
  const stream = counting(log);
  const seen = [];
  for await (const chunk of stream) {
    seen.push(chunk);
    if (chunk === 3) break;
  }
  assert_array_equals(seen, [1, 2, 3]);
  assert_array_equals(log, [undefined]);
  assert_false(stream.locked);
}, "leaving the loop cancels and releases");

promise_test(async () => {
  const log = [];
  const stream = counting(log);
  for await (const _ of stream.values({ preventCancel: true })) break;
  assert_array_equals(log, []);
  assert_false(stream.locked);
  assert_equals((await stream.getReader().read()).value, 2);
}, "preventCancel");

promise_test(async () => {
  const stream = new ReadableStream({ start(c) { c.enqueue("a"); c.close(); } });
  const iterator = stream.values();
  assert_true(stream.locked);
  assert_throws_js(TypeError, () => stream.values());
  const results = await Promise.all([iterator.next(), iterator.next(), iterator.next()]);
  assert_equals(results.map(show).join(" "), "a,false undefined,true undefined,true");
  assert_false(stream.locked, "released at the end");
  assert_equals(show(await iterator.return("r")), "r,true");
}, "next is queued behind next");

promise_test(async () => {
  const log = [];
  const iterator = counting(log).values();
  const results = await Promise.all([iterator.next(), iterator.return("why"), iterator.next(), iterator.return("again")]);
  assert_equals(results.map(show).join(" "), "1,false why,true undefined,true again,true");
  assert_array_equals(log, ["why"]);
}, "return is queued behind next, and ends it");

promise_test(async () => {
  const failure = new Error();
  const stream = new ReadableStream({ pull() { throw failure; } });
  const iterator = stream.values();
  assert_equals(await rejection(iterator.next()), failure);
  assert_equals(show(await iterator.next()), "undefined,true");
  assert_equals(show(await iterator.return("r")), "r,true");
  assert_false(stream.locked);
}, "an error ends the iteration");

promise_test(async () => {
  const failure = new Error();
  const stream = new ReadableStream({ cancel() { throw failure; } });
  assert_equals(await rejection(stream.values().return()), failure);
  assert_false(stream.locked);
}, "return rejects with what cancel throws");

promise_test(async () => {
  const iterator = new ReadableStream({ start(c) { c.enqueue(Promise.resolve("inner")); } }).values();
  assert_equals(show(await iterator.next()), "inner,false");
}, "a chunk that is a promise is unwrapped by next");

promise_test(async () => {
  const iterator = new ReadableStream({ start(c) { for (const n of [1, 2, 3]) c.enqueue(n); } }).values();
  const microtasks = async () => {
    let done = false;
    iterator.next().then(() => { done = true; });
    let n = 0;
    while (!done) { await null; n++; }
    return n;
  };
  await delay(1);
  // The read is reacted to, then the result.
  assert_array_equals([await microtasks(), await microtasks(), await microtasks()], [2, 2, 2]);
}, "a settled next delays none that follows");

test(() => {
  const prototype = Object.getPrototypeOf(new ReadableStream().values());
  const parent = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);
  assert_equals(Object.getPrototypeOf(prototype), parent);
  assert_array_equals(Reflect.ownKeys(prototype), ["next", "return", Symbol.toStringTag]);
  assert_equals(prototype[Symbol.toStringTag], "ReadableStream AsyncIterator");
  assert_equals(prototype.next.length, 0);
  assert_equals(prototype.return.length, 1);
  assert_true(Object.getOwnPropertyDescriptor(prototype, "next").enumerable);
  assert_equals(ReadableStream.prototype[Symbol.asyncIterator], ReadableStream.prototype.values);
  const descriptor = Object.getOwnPropertyDescriptor(ReadableStream.prototype, Symbol.asyncIterator);
  assert_false(descriptor.enumerable);
  assert_true(descriptor.writable && descriptor.configurable);
  assert_equals(ReadableStream.prototype.values.name, "values");
}, "the shape of the iterator");

promise_test(async () => {
  const { next } = Object.getPrototypeOf(new ReadableStream().values());
  for (const receiver of [undefined, {}, new ReadableStream()]) {
    assert_equals((await rejection(next.call(receiver))).constructor, TypeError);
  }
  assert_throws_js(TypeError, () => new ReadableStream().values(1));
  assert_throws_js(TypeError, () => ReadableStream.prototype.values.call({}));
}, "wrong receivers and options");
