// clause: AsyncContext web integration: the callbacks of a WritableStream run in the mapping of the call they are for

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();
const gate = () => {
  let open;
  let fail;
  const promise = new Promise((resolve, reject) => { open = resolve; fail = reject; });
  return { promise, open, fail };
};
const logging = (log, extra = {}, strategy) => inside("made", () => {
  let controller;
  const stream = new WritableStream({
    start(c) { controller = c; log.push(`start ${now()}`); return extra.start?.(); },
    write(chunk) { log.push(`write ${chunk} ${now()}`); return extra.write?.(chunk); },
    close() { log.push(`close ${now()}`); return extra.close?.(); },
    abort() { log.push(`abort ${now()}`); return extra.abort?.(); },
  }, strategy);
  return { stream, controller };
});

promise_test(async () => {
  const log = [];
  const { stream } = inside("outer", () => logging(log));
  const writer = inside("locked", () => stream.getWriter());
  await inside("waiting", () => writer.ready);
  inside("one", () => writer.write(1));
  assert_array_equals(log, ["start made", "write 1 one"], "at once");
  inside("two", () => writer.write(2));
  inside("three", () => writer.write(3));
  await inside("close", () => writer.close());
  assert_array_equals(log.slice(2), ["write 2 two", "write 3 three", "close close"], "queued chunks, too");
  assert_equals(now(), "none");
}, "write and close in the mapping of their calls, also when they wait");

promise_test(async () => {
  const log = [];
  const started = gate();
  const { stream } = logging(log, { start: () => started.promise });
  const writer = stream.getWriter();
  inside("one", () => writer.write(1));
  inside("close", () => writer.close());
  await delay(1);
  inside("opened", () => started.open());
  await delay(1);
  assert_array_equals(log, ["start made", "write 1 one", "close close"]);
}, "what is written before start is over");

promise_test(async () => {
  const log = [];
  const writes = [gate(), gate()];
  const { stream } = logging(log, { write: (chunk) => writes[chunk].promise });
  const writer = stream.getWriter();
  await writer.ready;
  inside("one", () => writer.write(0));
  inside("two", () => writer.write(1));
  inside("settled", () => setTimeout(() => writes[0].open(), 1));
  await delay(10);
  writer.write(0);
  writes[1].open();
  await delay(1);
  assert_array_equals(log, ["start made", "write 0 one", "write 1 two", "write 0 none"]);
}, "who settles a write makes no difference; the empty mapping is one, too");

promise_test(async () => {
  const log = [];
  const { stream, controller } = logging(log);
  await delay(1);
  controller.signal.onabort = () => log.push(`signal ${now()}`);
  await inside("abort", () => stream.abort());
  assert_array_equals(log, ["start made", "signal abort", "abort abort"]);
}, "abort, and the event of the signal, in that of abort");

promise_test(async () => {
  const log = [];
  const write = gate();
  const { stream, controller } = logging(log, { write: () => write.promise });
  const writer = stream.getWriter();
  await writer.ready;
  controller.signal.onabort = () => log.push(`signal ${now()}`);
  inside("write", () => writer.write(1));
  const aborted = inside("abort", () => writer.abort("why").then(() => log.push(now())));
  assert_array_equals(log.splice(0), ["start made", "write 1 write", "signal abort"]);
  inside("settled", () => write.open());
  await aborted;
  assert_array_equals(log, ["abort abort", "abort"]);
}, "abort that waits for a write");

promise_test(async () => {
  const log = [];
  const started = gate();
  const { stream } = logging(log, { start: () => started.promise });
  inside("abort", () => stream.abort());
  inside("opened", () => started.open());
  await delay(1);
  assert_array_equals(log, ["start made", "abort abort"]);
}, "abort that waits for start");

promise_test(async () => {
  const log = [];
  const write = gate();
  const { stream } = logging(log, { write: () => write.promise });
  const writer = stream.getWriter();
  await writer.ready;
  inside("write", () => writer.write(1).catch(() => log.push(`caught ${now()}`)));
  inside("close", () => writer.close().catch(() => log.push(`closed ${now()}`)));
  inside("abort", () => writer.abort());
  inside("failed", () => write.fail("why"));
  await delay(1);
  assert_array_equals(log, ["start made", "write 1 write", "abort abort", "caught write", "closed close"]);
}, "a write fails while abort waits");

promise_test(async () => {
  const log = [];
  const { stream } = inside("made", () => ({
    stream: new WritableStream({}, { size() { log.push(now()); return 1; } }),
  }));
  inside("write", () => stream.getWriter().write(1));
  assert_array_equals(log, ["write"]);
}, "size in that of write");

promise_test(async () => {
  const log = [];
  const { stream } = logging(log);
  const writer = stream.getWriter();
  await writer.ready;
  await inside("outer", async () => {
    inside("inner", () => writer.write(1));
    assert_equals(now(), "outer");
    await writer.write(2);
    assert_equals(now(), "outer");
  });
  assert_array_equals(log, ["start made", "write 1 inner", "write 2 outer"]);
}, "writes from inside of another context");
