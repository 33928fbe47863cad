// clause: Streams: WritableStream, its controller and writer

const rejection = (promise) => promise.then(() => assert_unreached("it was fulfilled"), (error) => error);
const ticks = async (n = 10) => { while (n-- > 0) await null; };
const gate = () => {
  let open;
  let fail;
  const promise = new Promise((resolve, reject) => { open = resolve; fail = reject; });
  return { promise, open, fail };
};
const settled = async (promise) => {
  const pending = {};
  const first = await Promise.race([promise.then(() => "fulfilled", () => "rejected"), ticks(5).then(() => pending)]);
  return first === pending ? "pending" : first;
};

promise_test(async () => {
  const log = [];
  const sink = {
    name: "sink",
    start(c) { log.push(`start ${c.constructor.name} ${this.name}`); },
    write(chunk, c) { log.push(`write ${chunk} ${c.constructor.name} ${this.name}`); },
    close(...args) { log.push(`close ${args.length} ${this.name}`); },
  };
  const writer = new WritableStream(sink).getWriter();
  writer.write("a");
  writer.write("b");
  assert_equals(await writer.close(), undefined);
  assert_equals(await writer.closed, undefined);
  assert_array_equals(log, [
    "start WritableStreamDefaultController sink",
    "write a WritableStreamDefaultController sink",
    "write b WritableStreamDefaultController sink",
    "close 0 sink",
  ]);
}, "chunks reach the sink in order, then close");

promise_test(async () => {
  const gates = [gate(), gate(), gate()];
  const log = [];
  const writer = new WritableStream({ write(chunk) { log.push(chunk); return gates[chunk].promise; } }).getWriter();
  await writer.ready;
  const writes = [writer.write(0), writer.write(1)];
  const closed = writer.close();
  await ticks();
  assert_array_equals(log, [0], "one at a time");
  gates[0].open();
  assert_equals(await writes[0], undefined);
  await ticks();
  assert_array_equals(log, [0, 1]);
  assert_equals(await settled(closed), "pending");
  gates[1].open();
  await closed;
}, "writes do not overlap, close waits for them");

promise_test(async () => {
  const { promise, open } = gate();
  const writer = new WritableStream({ write: () => promise }, { highWaterMark: 2 }).getWriter();
  assert_equals(writer.desiredSize, 2);
  const { ready } = writer;
  writer.write("a");
  assert_equals(writer.ready, ready, "no backpressure yet");
  writer.write("b");
  assert_equals(writer.desiredSize, 0);
  assert_not_equals(writer.ready, ready);
  const waiting = writer.ready;
  writer.write("c");
  assert_equals(writer.desiredSize, -1);
  assert_equals(await settled(waiting), "pending");
  open();
  await waiting;
  assert_equals(writer.ready, waiting);
  await ticks();
  assert_equals(writer.desiredSize, 2);
}, "backpressure: ready and desiredSize");

promise_test(async () => {
  const stream = new WritableStream({}, { highWaterMark: 0 });
  const writer = stream.getWriter();
  assert_equals(await settled(writer.ready), "pending");
  writer.close();
  await writer.ready;
  await writer.closed;
  assert_equals(writer.desiredSize, 0);
}, "close ends the backpressure");

promise_test(async () => {
  const failure = new Error("write");
  const { promise, fail } = gate();
  const writer = new WritableStream({ write: () => promise }).getWriter();
  const writes = [writer.write(1), writer.write(2)];
  const closed = writer.close();
  await ticks();
  fail(failure);
  for (const p of [...writes, closed, writer.closed]) assert_equals(await rejection(p), failure);
  assert_equals(await rejection(writer.ready), failure);
  assert_equals(await rejection(writer.write(3)), failure);
  assert_equals((await rejection(writer.close())).constructor, TypeError);
  assert_equals(await writer.abort(), undefined);
  assert_equals(writer.desiredSize, null);
}, "a write that fails errors everything");

promise_test(async () => {
  const failure = new Error("close");
  for (const close of [() => { throw failure; }, () => Promise.reject(failure)]) {
    const writer = new WritableStream({ close }).getWriter();
    assert_equals(await rejection(writer.close()), failure);
    assert_equals(await rejection(writer.closed), failure);
  }
}, "a close that fails");

promise_test(async () => {
  const failure = new Error("start");
  assert_throws_exactly(failure, () => new WritableStream({ start() { throw failure; } }));
  const log = [];
  const writer = new WritableStream({
    start: () => Promise.reject(failure),
    write() { log.push("write"); },
    close() { log.push("close"); },
  }).getWriter();
  assert_equals(await rejection(writer.write(1)), failure);
  assert_equals(await rejection(writer.closed), failure);
  assert_array_equals(log, []);
}, "a start that throws is the constructor's, one that rejects errors the stream");

promise_test(async () => {
  const { promise, open } = gate();
  const log = [];
  const writer = new WritableStream({ start: () => promise, write(chunk) { log.push(chunk); } }).getWriter();
  writer.write("a");
  const closed = writer.close();
  await ticks();
  assert_array_equals(log, []);
  open();
  await closed;
  assert_array_equals(log, ["a"]);
}, "nothing is written before start is over");

promise_test(async () => {
  let controller;
  const writer = new WritableStream({ start(c) { controller = c; } }).getWriter();
  await writer.ready;
  controller.error("why");
  controller.error("second");
  assert_equals(await rejection(writer.closed), "why");
  assert_equals(await rejection(writer.ready), "why");
  const log = [];
  const during = new WritableStream({
    write(chunk, c) { log.push(chunk); c.error("during"); },
    close() { log.push("close"); },
  }).getWriter();
  const writes = [during.write(1), during.write(2)];
  assert_equals(await writes[0], undefined, "the write itself went well");
  assert_equals(await rejection(writes[1]), "during");
  assert_array_equals(log, [1]);
}, "error of the controller");

promise_test(async () => {
  const stream = new WritableStream();
  const writer = stream.getWriter();
  assert_true(stream.locked);
  assert_throws_js(TypeError, () => stream.getWriter());
  assert_throws_js(TypeError, () => new WritableStreamDefaultWriter(stream));
  for (const p of [stream.close(), stream.abort()]) assert_equals((await rejection(p)).constructor, TypeError);
  const write = writer.write("a");
  const { closed } = writer;
  writer.releaseLock();
  writer.releaseLock();
  assert_false(stream.locked);
  assert_equals(await write, undefined, "a write goes on");
  for (const p of [closed, writer.closed, writer.ready, writer.write(1), writer.close(), writer.abort()]) {
    assert_equals((await rejection(p)).constructor, TypeError);
  }
  assert_throws_js(TypeError, () => writer.desiredSize);
  await stream.close();
  assert_equals((await rejection(stream.close())).constructor, TypeError);
  const late = new WritableStreamDefaultWriter(stream);
  await late.ready;
  await late.closed;
  assert_equals((await rejection(late.write(1))).constructor, TypeError);
}, "releaseLock, and a second writer");

promise_test(async () => {
  const failure = new Error("size");
  const writer = new WritableStream({}, { size() { throw failure; } }).getWriter();
  assert_equals(await rejection(writer.write(1)), failure);
  assert_equals(await rejection(writer.closed), failure);
  for (const size of [NaN, -1, Infinity]) {
    const other = new WritableStream({}, { size: () => size }).getWriter();
    assert_equals((await rejection(other.write(1))).constructor, RangeError);
  }
}, "a size that is none errors the stream");

promise_test(async () => {
  const stream = new WritableStream({}, { size() { writer.releaseLock(); return 1; } });
  const writer = stream.getWriter();
  assert_equals((await rejection(writer.write(1))).constructor, TypeError);
  const other = new WritableStream({}, { size() { closing.close(); return 1; } });
  const closing = other.getWriter();
  assert_equals((await rejection(closing.write(1))).constructor, TypeError);
  await closing.closed;
}, "size may release the writer or close the stream");

promise_test(async () => {
  const writer = new WritableStream().getWriter();
  const closed = writer.close();
  assert_equals((await rejection(writer.close())).constructor, TypeError);
  assert_equals((await rejection(writer.write(1))).constructor, TypeError);
  await closed;
}, "nothing after close");

promise_test(async () => {
  let controller;
  const stream = new WritableStream({ start(c) { controller = c; } });
  controller.error("unhandled");
  const writer = stream.getWriter();
  await delay(1);
  writer.releaseLock();
  await delay(1);
  assert_array_equals(take_reports().map(({ error }) => error), []);
}, "promises of a writer that nobody looks at are not reported");
