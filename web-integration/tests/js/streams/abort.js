// clause: Streams: aborting a WritableStream

const rejection = (promise) => promise.then(() => assert_unreached("it was fulfilled"), (error) => error);
const ticks = async (n = 10) => { while (n-- > 0) await null; };
const gate = () => {
  let open;
  let fail;
  const promise = new Promise((resolve, reject) => { open = resolve; fail = reject; });
  return { promise, open, fail };
};

promise_test(async () => {
  const log = [];
  const stream = new WritableStream({ abort(reason) { log.push(reason); return "ignored"; }, close() { log.push("close"); } });
  const writer = stream.getWriter();
  await writer.ready;
  const aborted = writer.abort("why");
  assert_array_equals(log, ["why"], "at once, when nothing is under way");
  assert_equals(await aborted, undefined);
  for (const p of [writer.closed, writer.ready, writer.write(1)]) assert_equals(await rejection(p), "why");
  assert_equals(await writer.abort("again"), undefined);
  assert_array_equals(log, ["why"]);
}, "abort calls the sink's abort and errors the stream");

promise_test(async () => {
  const { promise, open } = gate();
  const log = [];
  const writer = new WritableStream({
    write(chunk) { log.push(`write ${chunk}`); return promise; },
    abort(reason) { log.push(`abort ${reason}`); },
    close() { log.push("close"); },
  }).getWriter();
  await writer.ready;
  const writes = [writer.write(1), writer.write(2)];
  const closed = writer.close();
  const aborted = writer.abort("why");
  assert_equals(writer.abort("second"), aborted, "the one that is pending");
  await ticks();
  assert_array_equals(log, ["write 1"], "abort waits for the write under way");
  open();
  await aborted;
  assert_array_equals(log, ["write 1", "abort why"]);
  assert_equals(await writes[0], undefined);
  for (const p of [writes[1], closed, writer.closed]) assert_equals(await rejection(p), "why");
}, "abort waits for the write that is under way, and skips the rest");

promise_test(async () => {
  const { promise, fail } = gate();
  const log = [];
  const writer = new WritableStream({ write: () => promise, abort(reason) { log.push(reason); } }).getWriter();
  await writer.ready;
  const write = writer.write(1);
  const aborted = writer.abort("why");
  fail("write");
  assert_equals(await rejection(write), "write");
  await aborted;
  assert_array_equals(log, ["why"]);
  assert_equals(await rejection(writer.closed), "why", "the first error stays");
}, "the write that abort waits for fails");

promise_test(async () => {
  for (const abort of [() => { throw "inner"; }, () => Promise.reject("inner")]) {
    const writer = new WritableStream({ abort }).getWriter();
    await writer.ready;
    assert_equals(await rejection(writer.abort("why")), "inner");
    assert_equals(await rejection(writer.closed), "why");
  }
}, "an abort that fails rejects");

promise_test(async () => {
  const { promise, open } = gate();
  const log = [];
  const writer = new WritableStream({ close: () => promise, abort() { log.push("abort"); } }).getWriter();
  await writer.ready;
  const closed = writer.close();
  const aborted = writer.abort("late");
  open();
  await closed;
  await aborted;
  await writer.closed;
  assert_array_equals(log, [], "it was too late");
  const failing = gate();
  const other = new WritableStream({ close: () => failing.promise }).getWriter();
  await other.ready;
  const closing = other.close();
  const aborting = other.abort("late");
  failing.fail("close");
  assert_equals(await rejection(closing), "close");
  assert_equals(await rejection(aborting), "close");
  assert_equals(await rejection(other.closed), "late");
}, "abort while close is under way");

promise_test(async () => {
  const { promise, open } = gate();
  const log = [];
  let controller;
  const writer = new WritableStream({
    start(c) { controller = c; },
    write: () => promise,
    abort() { log.push("abort"); },
  }).getWriter();
  await writer.ready;
  writer.write(1);
  controller.error("first");
  const aborted = writer.abort("second");
  open();
  assert_equals(await rejection(aborted), "first");
  assert_array_equals(log, [], "it was erroring already");
}, "abort of a stream that is erroring");

promise_test(async () => {
  const { promise, open } = gate();
  const log = [];
  const stream = new WritableStream({ start: () => promise, abort(reason) { log.push(reason); } });
  const aborted = stream.abort("why");
  await ticks();
  assert_array_equals(log, [], "start is not over");
  open();
  await aborted;
  assert_array_equals(log, ["why"]);
}, "abort waits for start");

promise_test(async () => {
  let signal;
  const { promise, open } = gate();
  const log = [];
  const stream = new WritableStream({
    start(c) { signal = c.signal; assert_equals(c.signal, signal); },
    write: () => promise,
  });
  assert_true(signal instanceof AbortSignal);
  const writer = stream.getWriter();
  await writer.ready;
  writer.write(1).catch(() => {});
  signal.onabort = () => log.push(signal.reason);
  const reason = { why: true };
  const aborted = writer.abort(reason);
  assert_array_equals(log, [reason], "synchronously");
  open();
  await aborted;
  const other = new WritableStream({ start(c) { signal = c.signal; } });
  await other.abort();
  assert_equals(signal.reason.name, "AbortError");
  const errored = new WritableStream({ start(c) { signal = c.signal; c.error("x"); } });
  await ticks();
  await errored.abort();
  assert_false(signal.aborted, "an errored stream is not aborted");
}, "the signal of the controller");

promise_test(async () => {
  let controller;
  const log = [];
  const stream = new WritableStream({ start(c) { controller = c; }, abort(reason) { log.push(`abort ${reason}`); } });
  await ticks();
  controller.signal.onabort = () => { controller.error("from the listener"); };
  assert_equals(await stream.abort("why"), undefined);
  assert_array_equals(log, []);
  assert_equals(await rejection(stream.getWriter().closed), "from the listener");
}, "a listener of the signal errors the stream");
