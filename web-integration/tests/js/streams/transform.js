// clause: Streams: TransformStream

const rejection = (promise) => promise.then(() => assert_unreached("it was fulfilled"), (error) => error);
const ticks = async (n = 10) => { while (n-- > 0) await null; };

promise_test(async () => {
  const log = [];
  const { readable, writable } = new TransformStream({
    name: "transformer",
    start(c) { log.push(`start ${c.desiredSize} ${this.name}`); c.enqueue("first"); },
    transform(chunk, c) { log.push(`${chunk} ${this.name}`); c.enqueue(chunk.toUpperCase()); },
    flush(c) { log.push(`flush ${this.name}`); c.enqueue("last"); },
  });
  const writer = writable.getWriter();
  writer.write("a");
  const closed = writer.close();
  const chunks = [];
  for await (const chunk of readable) chunks.push(chunk);
  await closed;
  assert_array_equals(chunks, ["first", "A", "last"]);
  assert_array_equals(log, ["start 0 transformer", "a transformer", "flush transformer"]);
}, "start, transform and flush enqueue");

promise_test(async () => {
  const { readable, writable } = new TransformStream();
  const chunk = {};
  const writer = writable.getWriter();
  writer.write(chunk);
  writer.close();
  const reader = readable.getReader();
  assert_equals((await reader.read()).value, chunk);
  assert_true((await reader.read()).done);
  const empty = new TransformStream(undefined);
  empty.writable.getWriter().write("x");
  assert_equals((await empty.readable.getReader().read()).value, "x");
}, "without a transformer chunks pass");

promise_test(async () => {
  const log = [];
  const { readable, writable } = new TransformStream({ transform(chunk, c) { log.push(chunk); c.enqueue(chunk); } });
  const writer = writable.getWriter();
  assert_equals(writer.desiredSize, 1);
  const write = writer.write("a");
  await ticks();
  assert_array_equals(log, [], "nobody reads: backpressure");
  const reader = readable.getReader();
  const read = reader.read();
  await write;
  assert_array_equals(log, ["a"]);
  await read;
  writer.write("b");
  await ticks();
  assert_array_equals(log, ["a"], "backpressure again");
  reader.read();
  await ticks();
  assert_array_equals(log, ["a", "b"]);
}, "backpressure holds transform back");

promise_test(async () => {
  const log = [];
  const { writable } = new TransformStream({ transform(chunk) { log.push(chunk); } }, {}, { highWaterMark: 1 });
  const writer = writable.getWriter();
  await Promise.all([writer.write("a"), writer.write("b")]);
  assert_array_equals(log, ["a", "b"], "a transform that enqueues nothing makes no backpressure");
}, "a readable side that takes one chunk");

promise_test(async () => {
  const failure = new Error("transform");
  for (const transform of [() => { throw failure; }, () => Promise.reject(failure)]) {
    const { readable, writable } = new TransformStream({ transform });
    const writer = writable.getWriter();
    const reader = readable.getReader();
    const write = writer.write("a");
    for (const p of [reader.read(), write, reader.closed, writer.closed]) assert_equals(await rejection(p), failure);
  }
}, "a transform that fails errors both sides");

promise_test(async () => {
  const failure = new Error("flush");
  const { readable, writable } = new TransformStream({ flush: () => Promise.reject(failure) });
  const reader = readable.getReader();
  const writer = writable.getWriter();
  assert_equals(await rejection(writer.close()), failure);
  assert_equals(await rejection(reader.closed), failure);
}, "a flush that fails errors both sides");

promise_test(async () => {
  const failure = new Error("start");
  assert_throws_exactly(failure, () => new TransformStream({ start() { throw failure; } }));
  const { readable, writable } = new TransformStream({ start: () => Promise.reject(failure) });
  assert_equals(await rejection(readable.getReader().read()), failure);
  assert_equals(await rejection(writable.getWriter().write(1)), failure);
}, "a start that fails");

promise_test(async () => {
  let controller;
  const make = (extra) => new TransformStream({ start(c) { controller = c; }, ...extra });
  const one = make();
  controller.error("why");
  assert_equals(await rejection(one.readable.getReader().read()), "why");
  assert_equals(await rejection(one.writable.getWriter().closed), "why");
  assert_throws_js(TypeError, () => controller.enqueue(1));
  assert_equals(controller.desiredSize, null);

  const two = make();
  controller.terminate();
  const reader = two.readable.getReader();
  assert_true((await reader.read()).done);
  assert_equals((await rejection(two.writable.getWriter().closed)).constructor, TypeError);
  assert_equals(controller.desiredSize, 0);
  controller.terminate();
  assert_throws_js(TypeError, () => controller.enqueue(1));
}, "error and terminate of the controller");

promise_test(async () => {
  const log = [];
  const make = () => new TransformStream({ cancel(reason) { log.push(`cancel ${reason}`); }, flush() { log.push("flush"); } });
  const one = make();
  await one.readable.cancel("why");
  assert_array_equals(log.splice(0), ["cancel why"]);
  assert_equals(await rejection(one.writable.getWriter().closed), "why");
  const two = make();
  const writer = two.writable.getWriter();
  await writer.ready.catch(() => {});
  await writer.abort("abort");
  assert_array_equals(log.splice(0), ["cancel abort"]);
  assert_equals(await rejection(two.readable.getReader().closed), "abort");
  const three = make();
  await ticks();
  const canceled = three.readable.cancel("first");
  const aborted = three.writable.abort("second");
  assert_equals(await rejection(canceled), "second", "the writable side was errored meanwhile");
  assert_equals(await rejection(aborted), "second");
  assert_array_equals(log.splice(0), ["cancel first"], "once");
}, "cancel of the readable side, abort of the writable side");

promise_test(async () => {
  const failure = new Error("cancel");
  const make = () => new TransformStream({ cancel() { throw failure; } });
  const one = make();
  assert_equals(await rejection(one.readable.cancel("why")), failure);
  assert_equals(await rejection(one.writable.getWriter().closed), failure);
  const two = make();
  assert_equals(await rejection(two.writable.abort("why")), failure);
  assert_equals(await rejection(two.readable.getReader().closed), failure);
}, "a cancel that fails");

promise_test(async () => {
  const { readable, writable } = new TransformStream({ cancel: () => { writableController.error("inner"); } });
  let writableController;
  const sink = new WritableStream({ start(c) { writableController = c; } });
  await readable.cancel("why");
  assert_equals(await rejection(writable.getWriter().closed), "why");
  let controller;
  const two = new TransformStream({ start(c) { controller = c; }, cancel() { controller.error("inner"); } });
  await ticks();
  assert_equals(await rejection(two.writable.abort("why")), "inner");
  const three = new TransformStream({ start(c) { controller = c; }, flush() { controller.error("inner"); } });
  assert_equals(await rejection(three.writable.close()), "inner");
  assert_false(sink.locked);
}, "an error from inside of the last callback");

promise_test(async () => {
  const { readable, writable } = new TransformStream();
  const writer = writable.getWriter();
  const write = writer.write("a");
  await ticks();
  const canceled = readable.cancel("why");
  assert_equals(await rejection(write), "why", "a write that waits for backpressure is given up");
  await canceled;
}, "cancel unblocks a write");

promise_test(async () => {
  let controller;
  for (const end of ["error", "terminate"]) {
    const { writable } = new TransformStream({ start(c) { controller = c; } });
    const writer = writable.getWriter();
    const write = rejection(writer.write("a"));
    await ticks();
    controller[end]("why");
    const reason = await write;
    assert_equals(reason, await rejection(writer.closed), end);
    assert_true(end === "terminate" ? reason instanceof TypeError : reason === "why");
  }
}, "error and terminate unblock a write");

promise_test(async () => {
  const failure = new Error("size");
  let controller;
  const { readable, writable } = new TransformStream(
    { start(c) { controller = c; } }, {}, { highWaterMark: 1, size() { throw failure; } });
  assert_throws_exactly(failure, () => controller.enqueue("a"));
  assert_equals(await rejection(readable.getReader().read()), failure);
  assert_equals(await rejection(writable.getWriter().closed), failure);
}, "the size of the readable side throws");

promise_test(async () => {
  let called = false;
  const { writable } = new TransformStream({ transform() { called = true; } }, {}, { highWaterMark: 1 });
  writable.getWriter().write("a");
  let n = 0;
  while (!called) { await null; n++; }
  // The start promise is adopted (2), and reacted to by both sides (1); the pull of one releases the write (1).
  assert_equals(n, 4);
}, "how many microtasks start takes");

test(() => {
  assert_throws_js(TypeError, () => TransformStream());
  assert_throws_js(TypeError, () => new TransformStream(null));
  assert_throws_js(TypeError, () => new TransformStream(1));
  for (const name of ["start", "transform", "flush", "cancel"]) {
    assert_throws_js(TypeError, () => new TransformStream({ [name]: 1 }));
  }
  for (const name of ["readableType", "writableType"]) {
    assert_throws_js(RangeError, () => new TransformStream({ [name]: "x" }));
  }
  const order = [];
  new TransformStream(new Proxy({}, { get(_, name) { order.push(name); } }));
  assert_array_equals(order, ["cancel", "flush", "readableType", "start", "transform", "writableType"]);
  const transform = new TransformStream();
  assert_equals(transform.readable, transform.readable);
  assert_true(transform.writable instanceof WritableStream);
  for (const name of ["readable", "writable"]) {
    const { get } = Object.getOwnPropertyDescriptor(TransformStream.prototype, name);
    assert_throws_js(TypeError, () => get.call({}));
  }
  assert_throws_js(TypeError, () => new TransformStreamDefaultController());
  for (const name of ["enqueue", "error", "terminate"]) {
    assert_throws_js(TypeError, () => TransformStreamDefaultController.prototype[name].call({}));
  }
  class Sub extends TransformStream {}
  assert_true(new Sub() instanceof Sub);
}, "conversions and receivers");
