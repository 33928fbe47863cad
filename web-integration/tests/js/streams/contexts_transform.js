// clause: AsyncContext web integration: the callbacks of a TransformStream run in the mapping of the call they are for

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();
const logging = (log, extra = {}, readable) => inside("made", () => new TransformStream({
  start() { log.push(`start ${now()}`); },
  transform(chunk, c) { log.push(`transform ${now()}`); c.enqueue(chunk); },
  flush() { log.push(`flush ${now()}`); return extra.flush?.(); },
  cancel() { log.push(`cancel ${now()}`); return extra.cancel?.(); },
}, {}, readable));

promise_test(async () => {
  const log = [];
  const { readable, writable } = inside("outer", () => logging(log));
  const writer = writable.getWriter();
  await delay(1);
  inside("write", () => writer.write("a"));
  inside("second", () => writer.write("b"));
  inside("close", () => writer.close());
  await delay(1);
  assert_array_equals(log.splice(0), ["start made"], "backpressure: nobody reads");
  const reader = readable.getReader();
  await inside("read", () => reader.read());
  await inside("read", () => reader.read());
  await inside("read", () => reader.read());
  assert_array_equals(log, ["transform write", "transform second", "flush close"]);
}, "transform in that of write, flush in that of close, although reading sets them off");

promise_test(async () => {
  const log = [];
  const { readable, writable } = logging(log, {}, { highWaterMark: 5 });
  const writer = writable.getWriter();
  await delay(1);
  inside("write", () => writer.write("a"));
  assert_array_equals(log.splice(0), ["start made", "transform write"], "at once");
  await inside("close", () => writer.close());
  assert_array_equals(log, ["flush close"]);
  assert_false(readable.locked);
}, "without backpressure");

promise_test(async () => {
  const log = [];
  const one = logging(log);
  await delay(1);
  await inside("cancel", () => one.readable.cancel());
  const two = logging(log);
  await delay(1);
  await inside("abort", () => two.writable.abort());
  const three = logging(log, { cancel() { throw 1; } });
  await delay(1);
  const failed = inside("failed", () => three.readable.cancel());
  await failed.catch(() => {});
  assert_array_equals(log.filter((line) => !line.startsWith("start")), ["cancel cancel", "cancel abort", "cancel failed"]);
}, "cancel in that of cancel of the readable, or of abort of the writable");

promise_test(async () => {
  const log = [];
  const size = (side) => ({ highWaterMark: 5, size() { log.push(`${side} ${now()}`); return 1; } });
  const { writable } = inside("made", () => new TransformStream({
    transform(chunk, controller) { return Promise.resolve().then(() => inside("enqueue", () => controller.enqueue(chunk))); },
  }, size("writable"), size("readable")));
  const writer = writable.getWriter();
  await inside("write", () => writer.write("a"));
  assert_array_equals(log, ["writable write", "readable enqueue"]);
}, "size functions in that of write() and of enqueue()");
