// clause: AsyncContext web integration: the callbacks of a ReadableStream run in the mapping of what causes them

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();
const gate = () => {
  let open;
  const promise = new Promise((resolve) => { open = resolve; });
  return { promise, open };
};
// A stream of the context "made", that writes down who is called in which context.
const logging = (log, extra = {}, strategy = { highWaterMark: 0 }) => inside("made", () => {
  let controller;
  const stream = new ReadableStream({
    start(c) { controller = c; log.push(`start ${now()}`); return extra.start?.(c); },
    pull(c) { log.push(`pull ${now()}`); return extra.pull?.(c); },
    cancel(reason) { log.push(`cancel ${now()}`); return extra.cancel?.(reason); },
  }, strategy);
  return { stream, controller };
});

promise_test(async () => {
  const log = [];
  const { stream } = inside("outer", () => logging(log));
  const reader = inside("locked", () => stream.getReader());
  await inside("waiting", () => delay(1));
  assert_array_equals(log.splice(0), ["start made"]);
  inside("read", () => reader.read().catch(() => {}));
  assert_array_equals(log.splice(0), ["pull read"]);
  inside("canceled", () => reader.cancel());
  assert_array_equals(log, ["cancel canceled"]);
  assert_equals(now(), "none");
}, "start in the constructor's, pull in read's, cancel in cancel's");

promise_test(async () => {
  const log = [];
  const started = gate();
  logging(log, { start: () => started.promise }, { highWaterMark: 1 });
  await inside("waiting", () => delay(1));
  inside("opened", () => started.open());
  await delay(1);
  assert_array_equals(log, ["start made", "pull made"]);
}, "the first pull, after start, in the constructor's");

promise_test(async () => {
  const log = [];
  const gates = [gate(), gate(), gate()];
  let n = 0;
  const { stream } = logging(log, { pull: () => gates[n++].promise });
  await delay(1);
  const reader = stream.getReader();
  inside("first", () => reader.read());
  inside("second", () => reader.read());
  inside("third", () => reader.read());
  assert_array_equals(log.splice(0), ["start made", "pull first"]);
  inside("settled", () => gates[0].open());
  await inside("waiting", () => delay(1));
  assert_array_equals(log.splice(0), ["pull second"], "the first that asked while a pull was pending");
  inside("settled", () => gates[1].open());
  await delay(1);
  inside("fourth", () => reader.read());
  assert_array_equals(log, ["pull fourth"], "nothing of the first is left");
}, "a pull that had to wait for another: in the mapping of the read that asked for it");

promise_test(async () => {
  const log = [];
  const started = gate();
  const { stream } = logging(log, { start: () => started.promise });
  const reader = stream.getReader();
  inside("first", () => reader.read().catch(() => {}));
  inside("second", () => reader.read().catch(() => {}));
  inside("opened", () => started.open());
  await inside("waiting", () => delay(1));
  assert_array_equals(log.splice(0), ["start made", "pull first"]);
  inside("third", () => reader.read().catch(() => {}));
  await delay(1);
  assert_array_equals(log, ["pull third"]);
  reader.cancel();
}, "a read that waits for the start is the cause of the first pull");

promise_test(async () => {
  const log = [];
  const gates = [gate(), gate(), gate()];
  let n = 0;
  const { stream, controller } = logging(log, { pull: () => gates[n++].promise }, { highWaterMark: 1 });
  await delay(1);
  assert_array_equals(log.splice(0), ["start made", "pull made"]);
  inside("room", () => controller.enqueue("a"));
  const reader = stream.getReader();
  await inside("taken", () => reader.read());
  inside("waits", () => reader.read());
  inside("settled", () => gates[0].open());
  await delay(1);
  assert_array_equals(log.splice(0), ["pull waits"], "a read that waits goes before one that only made room");
  inside("room", () => { controller.enqueue("b"); });
  inside("settled", () => gates[1].open());
  await delay(1);
  assert_array_equals(log, ["pull room"], "who makes room is the cause, if nobody waits");
}, "a pull that had to wait: who waits for a chunk goes before who leaves room");

promise_test(async () => {
  const log = [];
  const { stream, controller } = logging(log);
  const reader = stream.getReader();
  await delay(1);
  inside("one", () => reader.read().then(() => {}));
  assert_array_equals(log.splice(0), ["start made", "pull one"]);
  inside("two", () => reader.read());
  // One is satisfied, two waits and has asked already: whoever enqueues is no cause.
  inside("producer", () => controller.enqueue("a"));
  await delay(1);
  assert_array_equals(log, ["pull two"]);
}, "who provides a chunk is not the cause of the pull for another read");

promise_test(async () => {
  const started = gate();
  const kept = {};
  assert_true(await collected(async () => {
    const value = {};
    const { stream } = logging([], { start: () => started.promise, pull: (c) => c.enqueue(1) });
    kept.reader = stream.getReader();
    const read = variable.run(value, () => kept.reader.read());
    started.open();
    await read;
    return value;
  }));
  assert_true(kept.reader !== undefined);
}, "what asked for a pull is let go when it was called");

promise_test(async () => {
  const log = [];
  const { stream, controller } = logging(log, {}, { highWaterMark: 3 });
  await delay(1);
  assert_array_equals(log.splice(0), ["start made", "pull made"]);
  inside("timer", () => setTimeout(() => controller.enqueue("a"), 1));
  await inside("waiting", () => delay(10));
  assert_array_equals(log.splice(0), ["pull timer"], "there is room for more");
  const reader = stream.getReader();
  await inside("read", () => reader.read());
  assert_array_equals(log.splice(0), ["pull read"], "reading makes room");
  let seen;
  const read = inside("reader", () => reader.read().then(() => { seen = now(); }));
  inside("producer", () => controller.enqueue("b"));
  await read;
  assert_equals(seen, "reader", "what waits for a read goes on in its own");
}, "enqueue from a timer pulls in the timer's, reads go on in their own");

promise_test(async () => {
  const log = [];
  const { stream, controller } = inside("made", () => {
    let controller;
    const stream = new ReadableStream({ start(c) { controller = c; } }, { size() { log.push(now()); return 1; }, highWaterMark: 1 });
    return { stream, controller };
  });
  inside("enqueue", () => controller.enqueue("a"));
  assert_array_equals(log, ["enqueue"]);
  assert_false(stream.locked);
}, "size in that of enqueue");

promise_test(async () => {
  const log = [];
  const { stream, controller } = logging(log);
  const canceled = inside("cancel", () => stream.cancel().then(() => log.push(now())));
  await canceled;
  assert_array_equals(log, ["start made", "cancel cancel", "cancel"]);
  const failing = logging(log, { cancel() { throw 1; } });
  log.length = 0;
  await inside("failed", () => failing.stream.cancel().catch(() => log.push(now())));
  assert_array_equals(log, ["cancel failed", "failed"]);
  assert_equals(controller.desiredSize, 0);
}, "cancel in the mapping of the call, also when it fails");

promise_test(async () => {
  const log = [];
  const { stream } = logging(log, { pull: (c) => c.enqueue("chunk") });
  const iterator = inside("iterator", () => stream.values());
  await delay(1);
  log.length = 0;
  inside("first", () => iterator.next());
  assert_array_equals(log.splice(0), ["pull first"]);
  inside("second", () => iterator.next());
  inside("third", () => iterator.next());
  inside("fourth", () => iterator.return());
  await inside("waiting", () => delay(1));
  assert_array_equals(log, ["pull second", "pull third", "cancel fourth"], "although they had to wait");
}, "asynchronous iteration: pull in next's, cancel in return's");

promise_test(async () => {
  const log = [];
  const { stream } = logging(log, { pull: (c) => c.enqueue("chunk") });
  await delay(1);
  await inside("loop", async () => {
    for await (const _ of stream) {
      log.push(`body ${now()}`);
      if (log.length > 4) break;
    }
  });
  assert_array_equals(log, ["start made", "pull loop", "body loop", "pull loop", "body loop", "cancel loop"]);
}, "a loop is one context, whoever made the stream");

promise_test(async () => {
  const log = [];
  const iterable = {
    [Symbol.asyncIterator]() { log.push(`iterator ${now()}`); return this; },
    async next() { log.push(`next ${now()}`); await null; log.push(`later ${now()}`); return { value: 1, done: false }; },
    async return() { log.push(`return ${now()}`); return {}; },
  };
  const stream = inside("from", () => ReadableStream.from(iterable));
  const reader = stream.getReader();
  await delay(1);
  await inside("read", () => reader.read());
  await delay(1);
  await inside("again", () => reader.read());
  await inside("cancel", () => reader.cancel());
  assert_array_equals(log, ["iterator from", "next read", "later read", "next again", "later again", "return cancel"]);
  log.length = 0;
  const sync = {
    [Symbol.iterator]() { log.push(`iterator ${now()}`); return this; },
    next() { log.push(`next ${now()}`); return { value: 1, done: false }; },
    return() { log.push(`return ${now()}`); return {}; },
  };
  const other = inside("from", () => ReadableStream.from(sync)).getReader();
  await delay(1);
  await inside("read", () => other.read());
  await inside("cancel", () => other.cancel());
  assert_array_equals(log, ["iterator from", "next read", "return cancel"]);
}, "ReadableStream.from: the iterator's methods in what reads and cancels");

promise_test(async () => {
  const log = [];
  async function* generate() { log.push(now()); yield 1; log.push(now()); await null; log.push(now()); }
  const stream = inside("generator", () => {
    const generator = generate();
    return ReadableStream.from(generator);
  });
  const reader = stream.getReader();
  await inside("read", () => reader.read());
  await inside("again", () => reader.read());
  assert_array_equals(log, ["generator", "generator", "generator"]);
}, "ReadableStream.from: the body of a generator runs in its own mapping");

promise_test(async () => {
  const log = [];
  const { stream, controller } = logging(log);
  const [one, two] = inside("tee", () => stream.tee());
  await delay(1);
  assert_array_equals(log.splice(0), ["start made", "pull tee"], "the branches want a chunk");
  controller.enqueue("a");
  await delay(1);
  const first = one.getReader();
  const second = two.getReader();
  assert_array_equals(log.splice(0), []);
  inside("one", () => first.read());
  assert_array_equals(log.splice(0), ["pull one"]);
  inside("two", () => second.read());
  inside("first", () => first.cancel());
  assert_array_equals(log, []);
  inside("second", () => second.cancel());
  assert_array_equals(log, ["cancel second"], "the second cancel is the cause");
}, "tee: pull in the read of a branch, cancel in the last cancel");

promise_test(async () => {
  const log = [];
  const { stream, controller } = logging(log);
  const [one] = inside("tee", () => stream.tee());
  await delay(1);
  const reader = one.getReader();
  const read = inside("one", () => reader.read().then(() => log.push(`read ${now()}`)));
  await delay(1);
  log.length = 0;
  inside("producer", () => controller.enqueue("a"));
  await read;
  await delay(1);
  assert_array_equals(log, ["pull one", "read one"], "who waited for the chunk has left the room");
}, "tee: what follows a chunk is in the mapping of who waited for it, not of the pull before or of who enqueues");

promise_test(async () => {
  const log = [];
  const { stream, controller } = logging(log);
  const [one, two] = inside("tee", () => stream.tee());
  const readers = [one.getReader(), two.getReader()];
  await delay(1);
  inside("first", () => readers[0].read());
  inside("second", () => readers[1].read());
  await delay(1);
  inside("third", () => readers[0].read());
  await delay(1);
  log.length = 0;
  inside("producer", () => controller.enqueue("a"));
  await delay(1);
  assert_array_equals(log.splice(0), ["pull third"], "the others have their chunk");
  inside("fourth", () => readers[1].read());
  await delay(1);
  inside("producer", () => controller.enqueue("b"));
  await delay(1);
  assert_array_equals(log, ["pull fourth"]);
}, "tee: a read that waits while another chunk is read is the cause of the next pull");

promise_test(async () => {
  const log = [];
  const { stream } = logging(log, { pull() { throw new Error("pull"); } });
  const reader = stream.getReader();
  await delay(1);
  await inside("read", () => reader.read().catch(() => log.push(`caught ${now()}`)));
  assert_array_equals(log, ["start made", "pull read", "caught read"]);
  log.length = 0;
  inside("outer", () => {
    const { stream: inner } = logging(log, { pull: () => inside("inner", () => { log.push(now()); }) });
    assert_equals(now(), "outer");
    assert_false(inner.locked);
  });
}, "failures, and dispatch from inside of another context");

promise_test(async () => {
  const log = [];
  const { stream } = logging(log, { async pull(controller) { await delay(1); controller.enqueue("a"); } });
  const reader = stream.getReader();
  await delay(1);
  log.length = 0;
  const names = ["a", "b", "c", "d"];
  await Promise.all(names.map((name) => inside(name, () => reader.read())));
  assert_array_equals(log, ["pull a", "pull b", "pull c", "pull d"]);
}, "reads that overlap: each is the cause of the pull for it");

promise_test(async () => {
  const log = [];
  const gates = [gate(), gate()];
  let n = 0;
  const { stream } = logging(log, { pull: () => gates[n++].promise });
  await delay(1);
  const released = stream.getReader();
  inside("first", () => released.read().catch(() => {}));
  inside("second", () => released.read().catch(() => {}));
  released.releaseLock();
  const reader = stream.getReader();
  inside("third", () => reader.read());
  gates[0].open();
  await delay(1);
  assert_array_equals(log, ["start made", "pull first", "pull third"]);
}, "a read whose reader was released is the cause of nothing");
