// clause: Streams: ReadableStream, its default controller and reader

const rejection = (promise) => promise.then(() => assert_unreached("it was fulfilled"), (error) => error);
// A stream that the test controls.
const controlled = (strategy, source = {}) => {
  let controller;
  const stream = new ReadableStream({ ...source, start(c) { controller = c; } }, strategy);
  return { stream, controller };
};
const ticks = async (n = 10) => { while (n-- > 0) await null; };

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader();
  const first = reader.read();
  controller.enqueue("a");
  controller.enqueue("b");
  controller.close();
  const result = await first;
  assert_equals(JSON.stringify(result), '{"done":false,"value":"a"}');
  assert_equals(Object.getPrototypeOf(result), Object.prototype);
  assert_equals((await reader.read()).value, "b");
  const end = await reader.read();
  assert_true(end.done && "value" in end && end.value === undefined);
  assert_equals(await reader.closed, undefined);
}, "chunks are read in order, then the end");

promise_test(async () => {
  const log = [];
  const stream = new ReadableStream({
    start(c) { log.push(["start", c.desiredSize, this.name].join()); },
    pull(c) { log.push(["pull", c.desiredSize, this.name].join()); c.enqueue("chunk"); },
    name: "source",
  }, { highWaterMark: 2 });
  assert_array_equals(log, ["start,2,source"]);
  await ticks();
  assert_array_equals(log.slice(1), ["pull,2,source", "pull,1,source"]);
  const reader = stream.getReader();
  await reader.read();
  await ticks();
  assert_array_equals(log.slice(3), ["pull,1,source"]);
}, "pull is called until the queue is as long as the high water mark");

promise_test(async () => {
  let pulls = 0;
  const stream = new ReadableStream({ pull() { pulls++; } }, { highWaterMark: 0 });
  await ticks();
  assert_equals(pulls, 0);
  stream.getReader().read();
  assert_equals(pulls, 1, "synchronously");
  await ticks();
  assert_equals(pulls, 1, "a pull that enqueues nothing is not repeated");
}, "with a high water mark of 0 only reading pulls");

promise_test(async () => {
  let release;
  let pulls = 0;
  const { stream, controller } = controlled({ highWaterMark: 0 }, {
    pull() { pulls++; return new Promise((resolve) => { release = resolve; }); },
  });
  const reader = stream.getReader();
  await ticks();
  reader.read();
  reader.read();
  reader.read();
  assert_equals(pulls, 1);
  controller.enqueue(1);
  await ticks();
  assert_equals(pulls, 1, "while a pull is pending there is no other");
  release();
  await ticks();
  assert_equals(pulls, 2, "all that was asked for meanwhile is one more");
  release();
  await ticks();
  assert_equals(pulls, 2);
}, "pulls do not overlap");

promise_test(async () => {
  let pulled = false;
  let finish;
  const stream = new ReadableStream({
    start: () => new Promise((resolve) => { finish = resolve; }),
    pull(c) { pulled = true; c.enqueue("a"); },
  });
  const read = stream.getReader().read();
  await ticks();
  assert_false(pulled);
  finish();
  assert_equals((await read).value, "a");
}, "no pull before start is over");

promise_test(async () => {
  const failure = new Error("start");
  assert_throws_exactly(failure, () => new ReadableStream({ start() { throw failure; } }));
  const stream = new ReadableStream({ start: () => Promise.reject(failure) });
  assert_equals(await rejection(stream.getReader().read()), failure);
}, "a start that throws is the constructor's, one that rejects errors the stream");

promise_test(async () => {
  const failure = new Error("pull");
  for (const pull of [() => { throw failure; }, () => Promise.reject(failure)]) {
    const reader = new ReadableStream({ pull }).getReader();
    assert_equals(await rejection(reader.read()), failure);
    assert_equals(await rejection(reader.closed), failure);
    assert_equals(await rejection(reader.cancel()), failure);
  }
}, "a pull that fails errors the stream");

test(() => {
  const { stream, controller } = controlled({ highWaterMark: 3, size: (chunk) => chunk });
  assert_equals(controller.desiredSize, 3);
  controller.enqueue(2);
  assert_equals(controller.desiredSize, 1);
  controller.enqueue(5);
  assert_equals(controller.desiredSize, -4);
  controller.enqueue(0);
  controller.close();
  assert_equals(controller.desiredSize, -4, "a close that waits for the queue");
  stream.cancel();
  assert_equals(controller.desiredSize, 0);
  const errored = controlled();
  errored.controller.error();
  assert_equals(errored.controller.desiredSize, null);
}, "desiredSize in every state");

promise_test(async () => {
  const { stream, controller } = controlled();
  controller.enqueue("a");
  controller.close();
  assert_throws_js(TypeError, () => controller.enqueue("b"), "close was requested");
  assert_throws_js(TypeError, () => controller.close());
  const reader = stream.getReader();
  assert_equals((await reader.read()).value, "a");
  await reader.closed;
  assert_throws_js(TypeError, () => controller.enqueue("b"), "it is closed");
  controller.error(new Error("too late"));
  assert_true((await reader.read()).done);

  const errored = controlled();
  errored.controller.enqueue("lost");
  const failure = new Error();
  errored.controller.error(failure);
  errored.controller.error(new Error("second"));
  assert_throws_js(TypeError, () => errored.controller.enqueue("b"));
  assert_throws_js(TypeError, () => errored.controller.close());
  assert_equals(await rejection(errored.stream.getReader().read()), failure);
}, "what the controller refuses in which state");

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader();
  const reads = [reader.read(), reader.read()];
  controller.close();
  for (const read of reads) assert_true((await read).done);
  const errored = controlled();
  const other = errored.stream.getReader();
  const failing = [other.read(), other.read()];
  errored.controller.error("why");
  for (const read of failing) assert_equals(await rejection(read), "why");
}, "pending reads end with the stream");

promise_test(async () => {
  const log = [];
  const { stream, controller } = controlled({}, { cancel(reason) { log.push(reason); return "ignored"; } });
  controller.enqueue("lost");
  const reader = stream.getReader();
  assert_equals(await rejection(stream.cancel("locked")).then((e) => e.constructor), TypeError);
  const canceled = reader.cancel("reason");
  assert_array_equals(log, ["reason"]);
  assert_equals(await canceled, undefined);
  assert_true((await reader.read()).done);
  assert_equals(await reader.cancel("again"), undefined);
  assert_array_equals(log, ["reason"]);
}, "cancel empties the queue and closes the stream");

promise_test(async () => {
  const failure = new Error();
  for (const cancel of [() => { throw failure; }, () => Promise.reject(failure)]) {
    const stream = new ReadableStream({ cancel });
    const reader = stream.getReader();
    assert_equals(await rejection(reader.cancel()), failure);
    await reader.closed;
  }
}, "a cancel that fails rejects, the stream is closed");

promise_test(async () => {
  const { stream, controller } = controlled();
  const first = stream.getReader();
  assert_true(stream.locked);
  assert_throws_js(TypeError, () => stream.getReader());
  assert_throws_js(TypeError, () => new ReadableStreamDefaultReader(stream));
  const pending = first.read();
  const { closed } = first;
  first.releaseLock();
  first.releaseLock();
  assert_false(stream.locked);
  assert_equals((await rejection(pending)).constructor, TypeError);
  assert_equals((await rejection(closed)).constructor, TypeError);
  assert_not_equals(await rejection(pending), await rejection(closed));
  assert_equals((await rejection(first.read())).constructor, TypeError);
  assert_equals((await rejection(first.cancel())).constructor, TypeError);
  controller.enqueue("a");
  const second = new ReadableStreamDefaultReader(stream);
  assert_equals((await second.read()).value, "a", "the chunk was not for the read that was given up");
  controller.close();
  await second.closed;
  const { closed: before } = second;
  second.releaseLock();
  assert_not_equals(second.closed, before);
  assert_equals((await rejection(second.closed)).constructor, TypeError);
}, "releaseLock with pending reads");

promise_test(async () => {
  const failure = new Error("size");
  const { stream, controller } = controlled({ size() { throw failure; } });
  assert_throws_exactly(failure, () => controller.enqueue("a"));
  assert_equals(await rejection(stream.getReader().read()), failure);
  for (const size of [NaN, -1, Infinity, undefined, "x"]) {
    const other = controlled({ size: () => size });
    assert_throws_js(RangeError, () => other.controller.enqueue("a"), String(size));
    assert_equals((await rejection(other.stream.getReader().closed)).constructor, RangeError);
  }
}, "a size that is none errors the stream");

promise_test(async () => {
  const { stream, controller } = controlled({ size: (chunk) => chunk, highWaterMark: 5 });
  controller.enqueue(1e16);
  controller.enqueue(1);
  const reader = stream.getReader();
  await reader.read();
  await reader.read();
  assert_equals(controller.desiredSize, 5);
}, "rounding makes no queue shorter than empty");

promise_test(async () => {
  const { stream, controller } = controlled({ size() { controller.error("in size"); return 1; } });
  controller.enqueue("a");
  assert_equals(await rejection(stream.getReader().read()), "in size");
  const closing = controlled({ size() { closing.controller.close(); return 1; } });
  closing.controller.enqueue("a");
  assert_true((await closing.stream.getReader().read()).done);
}, "size may end the stream");

promise_test(async () => {
  let sizes = 0;
  const { stream, controller } = controlled({ size() { sizes++; return 1; } });
  const read = stream.getReader().read();
  controller.enqueue("a");
  await read;
  assert_equals(sizes, 0);
}, "a chunk that somebody waits for is not measured");

promise_test(async () => {
  const stream = new ReadableStream({
    pull(c) { c.enqueue("a"); c.close(); },
  }, { highWaterMark: 0 });
  const reader = stream.getReader();
  const results = await Promise.all([reader.read(), reader.read()]);
  assert_equals(results.map(({ value, done }) => `${value} ${done}`).join(), "a false,undefined true");
}, "enqueue and close in pull");

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader();
  const log = [];
  Object.defineProperty(Object.prototype, "then", {
    configurable: true,
    get() {
      delete Object.prototype.then;
      log.push("then");
      controller.enqueue("b");
      controller.close();
    },
  });
  const read = reader.read();
  controller.enqueue("a");
  delete Object.prototype.then;
  assert_equals((await read).value, "a");
  assert_array_equals(log, ["then"]);
  assert_equals((await reader.read()).value, "b");
  assert_true((await reader.read()).done);
}, "a getter of then that re-enters while a read is settled");

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader();
  const thenable = { then(resolve) { resolve("unwrapped"); } };
  const read = reader.read();
  controller.enqueue(thenable);
  assert_equals((await read).value, thenable);
}, "a chunk that is a thenable is not unwrapped by read");

promise_test(async () => {
  class Sub extends ReadableStream {
    constructor() { super({ pull(c) { c.enqueue("a"); } }); }
    extra() { return "extra"; }
  }
  const stream = new Sub();
  assert_equals(stream.extra(), "extra");
  assert_true(stream instanceof ReadableStream);
  assert_equals((await stream.getReader().read()).value, "a");
  class Reader extends ReadableStreamDefaultReader {}
  assert_true(new Reader(new Sub()) instanceof Reader);
}, "subclasses");

promise_test(async () => {
  const { stream, controller } = controlled();
  const reader = stream.getReader();
  controller.error("unhandled");
  reader.releaseLock();
  stream.getReader();
  await delay(1);
  assert_array_equals(take_reports().map((report) => report.error), []);
}, "closed promises that nobody looks at are not reported");
