// clause: AsyncContext web integration: the callbacks of a ReadableStream of bytes run in the mapping of what causes them

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();
const logging = (log, extra = {}) => inside("made", () => {
  let controller;
  const stream = new ReadableStream({
    type: "bytes",
    start(c) { controller = c; log.push(`start ${now()}`); },
    pull(c) { log.push(`pull ${now()}`); return extra.pull?.(c); },
    cancel() { log.push(`cancel ${now()}`); },
  });
  return { stream, controller };
});

promise_test(async () => {
  const log = [];
  const { stream, controller } = logging(log);
  const reader = stream.getReader({ mode: "byob" });
  await delay(1);
  const read = inside("read", () => reader.read(new Uint8Array(1)).then(() => log.push(`read ${now()}`)));
  inside("producer", () => controller.enqueue(new Uint8Array(1)));
  await read;
  await inside("cancel", () => reader.cancel());
  assert_array_equals(log, ["start made", "pull read", "read read", "cancel cancel"]);
}, "start, pull and cancel");

promise_test(async () => {
  const log = [];
  let release;
  const { stream, controller } = logging(log, { pull: () => new Promise((resolve) => { release = resolve; }) });
  const reader = stream.getReader();
  await delay(1);
  inside("first", () => reader.read());
  inside("second", () => reader.read());
  controller.enqueue(new Uint8Array(1));
  inside("settled", () => release());
  await delay(1);
  assert_array_equals(log, ["start made", "pull first", "pull second"]);
}, "a pull that had to wait is in the mapping of the read that asked for it");

promise_test(async () => {
  const log = [];
  let opened;
  const stream = inside("made", () => new ReadableStream({
    type: "bytes",
    start: () => new Promise((resolve) => { opened = resolve; }),
    pull(c) { log.push(`pull ${now()}`); c.enqueue(new Uint8Array(1)); },
  }));
  const reader = stream.getReader();
  const read = inside("read", () => reader.read());
  inside("opened", () => opened());
  await read;
  assert_array_equals(log, ["pull read"]);
}, "a read that waits for the start is the cause of the first pull");

promise_test(async () => {
  const log = [];
  const { stream, controller } = logging(log);
  const [one, two] = inside("tee", () => stream.tee());
  await delay(1);
  assert_array_equals(log.splice(0), ["start made"]);
  const reader = one.getReader({ mode: "byob" });
  const other = two.getReader();
  const read = inside("one", () => reader.read(new Uint8Array(1)));
  inside("two", () => other.read());
  assert_array_equals(log.splice(0), ["pull one"]);
  inside("two again", () => other.read());
  await delay(1);
  inside("producer", () => controller.enqueue(new Uint8Array(1)));
  await read;
  await delay(1);
  assert_array_equals(log.splice(0), ["pull two again"], "who still waits is the cause of what follows, not who enqueues");
  inside("one", () => reader.cancel());
  inside("last", () => other.cancel());
  assert_array_equals(log, ["cancel last"]);
}, "tee");

promise_test(async () => {
  const log = [];
  const { stream } = logging(log, {
    async pull(controller) { await delay(1); controller.byobRequest.view[0] = 1; controller.byobRequest.respond(1); },
  });
  const reader = stream.getReader({ mode: "byob" });
  await delay(1);
  log.length = 0;
  await Promise.all(["a", "b", "c"].map((name) => inside(name, () => reader.read(new Uint8Array(1)))));
  assert_array_equals(log, ["pull a", "pull b", "pull c"]);
}, "reads into a buffer that overlap: each is the cause of the pull for it");

promise_test(async () => {
  const log = [];
  const requests = [];
  const { stream } = logging(log, { pull: (c) => void requests.push(c.byobRequest) });
  const reader = stream.getReader({ mode: "byob" });
  await delay(1);
  const reads = ["first", "second"].map((name) => inside(name, () => reader.read(new Uint8Array(1))));
  assert_array_equals(log.splice(0), ["start made", "pull first"]);
  inside("respond", () => requests.shift().respond(1));
  await delay(1);
  log.push("then");
  await reads[0];
  assert_array_equals(log, ["pull second", "then"]);
}, "respond(): the pull for another read is in the mapping of that read");
