// clause: Streams: pipeTo, pipeThrough

const rejection = (promise) => promise.then(() => assert_unreached("it was fulfilled"), (error) => error);
const ticks = async (n = 10) => { while (n-- > 0) await null; };
const recording = (extra = {}, strategy) => {
  const log = [];
  let controller;
  const stream = new WritableStream({
    start(c) { controller = c; },
    write(chunk) { log.push(`write ${chunk}`); return extra.write?.(chunk); },
    close() { log.push("close"); return extra.close?.(); },
    abort(reason) { log.push(`abort ${reason}`); return extra.abort?.(); },
  }, strategy);
  return { stream, log, error: (e) => controller.error(e) };
};
const source = (log = [], extra = {}) => {
  let controller;
  const stream = new ReadableStream({
    start(c) { controller = c; },
    cancel(reason) { log.push(`cancel ${reason}`); return extra.cancel?.(); },
  }, { highWaterMark: 5 });
  return { stream, controller };
};

promise_test(async () => {
  const { stream, log } = recording();
  const from = ReadableStream.from(["a", "b"]);
  const piped = from.pipeTo(stream);
  assert_true(from.locked && stream.locked);
  assert_equals(await piped, undefined);
  assert_array_equals(log, ["write a", "write b", "close"]);
  assert_false(from.locked || stream.locked);
}, "all chunks, then close");

promise_test(async () => {
  const { stream, log } = recording();
  await ReadableStream.from(["a"]).pipeTo(stream, { preventClose: true });
  assert_array_equals(log, ["write a"]);
  await stream.getWriter().ready;
}, "preventClose");

promise_test(async () => {
  for (const early of [true, false]) {
    const { stream, log } = recording();
    const { stream: from, controller } = source();
    if (early) controller.error("why");
    const piped = from.pipeTo(stream);
    await ticks();
    if (!early) { controller.enqueue("a"); await ticks(); controller.error("why"); }
    assert_equals(await rejection(piped), "why");
    assert_equals(log.at(-1), "abort why");
    const kept = recording();
    const other = source();
    const keeping = other.stream.pipeTo(kept.stream, { preventAbort: true });
    other.controller.error("why");
    assert_equals(await rejection(keeping), "why");
    assert_array_equals(kept.log, []);
    assert_false(kept.stream.locked);
  }
}, "errors of the source abort the destination, unless preventAbort");

promise_test(async () => {
  const log = [];
  const { stream, error } = recording();
  const piped = source(log).stream.pipeTo(stream);
  await ticks();
  error("why");
  assert_equals(await rejection(piped), "why");
  assert_array_equals(log.splice(0), ["cancel why"]);
  const kept = recording();
  const other = source(log);
  const keeping = other.stream.pipeTo(kept.stream, { preventCancel: true });
  await ticks();
  kept.error("why");
  assert_equals(await rejection(keeping), "why");
  assert_array_equals(log, []);
  other.controller.enqueue("left");
  assert_equals((await other.stream.getReader().read()).value, "left");
}, "errors of the destination cancel the source, unless preventCancel");

promise_test(async () => {
  const log = [];
  const { stream } = recording();
  await stream.close();
  const error = await rejection(source(log).stream.pipeTo(stream));
  assert_equals(error.constructor, TypeError);
  assert_array_equals(log, [`cancel ${error}`]);
  const closing = recording();
  closing.stream.close();
  assert_equals((await rejection(source(log).stream.pipeTo(closing.stream, { preventCancel: true }))).constructor, TypeError);
  assert_equals(log.length, 1);
}, "a destination that is closed");

promise_test(async () => {
  const { stream } = recording({ abort() { throw "from abort"; } });
  const { stream: from, controller } = source();
  controller.error("why");
  const aborting = from.pipeTo(stream);
  assert_equals(await rejection(aborting), "from abort");
  const failing = recording();
  await ticks();
  failing.error("why");
  const canceling = source([], { cancel() { throw "from cancel"; } });
  // In two steps: what an exception of two functions leaves on the engine's stack is in the way otherwise.
  const canceled = canceling.stream.pipeTo(failing.stream);
  assert_equals(await rejection(canceled), "from cancel");
  const closing = recording({ close() { throw "from close"; } });
  const closed = ReadableStream.from([]).pipeTo(closing.stream);
  assert_equals(await rejection(closed), "from close");
}, "an error of the last action is that of the pipe");

promise_test(async () => {
  for (const options of [{}, { preventAbort: true }, { preventCancel: true }, { preventAbort: true, preventCancel: true }]) {
    for (const early of [true, false]) {
      const log = [];
      const { stream, log: writes } = recording();
      await ticks();
      const from = source(log);
      const abort = new AbortController();
      if (early) abort.abort("why");
      const piped = from.stream.pipeTo(stream, { ...options, signal: abort.signal });
      await ticks();
      abort.abort("why");
      assert_equals(await rejection(piped), "why");
      assert_array_equals(log, options.preventCancel ? [] : ["cancel why"]);
      assert_array_equals(writes, options.preventAbort ? [] : ["abort why"]);
      assert_false(stream.locked || from.stream.locked);
    }
  }
}, "a signal aborts both, unless it is prevented");

promise_test(async () => {
  const abort = new AbortController();
  const piped = source([], { cancel() { throw "from cancel"; } }).stream
    .pipeTo(recording().stream, { signal: abort.signal });
  await ticks();
  abort.abort("why");
  assert_equals(await rejection(piped), "from cancel");
  const log = [];
  const { stream } = recording();
  const after = new AbortController();
  await ReadableStream.from([]).pipeTo(stream, { signal: after.signal, preventClose: true });
  after.abort("late");
  await stream.getWriter().ready;
  assert_array_equals(log, []);
}, "errors of what a signal does; a signal after the end does nothing");

promise_test(async () => {
  let finish;
  const { stream, log } = recording({ write: () => new Promise((resolve) => { finish = resolve; }) }, { highWaterMark: 5 });
  const { stream: from, controller } = source();
  const piped = from.pipeTo(stream);
  controller.enqueue("a");
  controller.enqueue("b");
  controller.close();
  await ticks(30);
  assert_array_equals(log, ["write a"]);
  finish();
  await ticks(30);
  assert_array_equals(log, ["write a", "write b"]);
  finish();
  await piped;
  assert_array_equals(log, ["write a", "write b", "close"]);
}, "closing waits for the writes");

promise_test(async () => {
  let finish;
  const { stream, log } = recording({ write: () => new Promise((resolve) => { finish = resolve; }) }, { highWaterMark: 5 });
  const { stream: from, controller } = source();
  const piped = from.pipeTo(stream);
  await ticks();
  controller.enqueue("a");
  await ticks();
  controller.enqueue("b");
  await ticks();
  controller.error("why");
  await ticks();
  finish();
  await ticks(30);
  assert_array_equals(log, ["write a", "write b"], "what was read is written before the abort");
  finish();
  assert_equals(await rejection(piped), "why");
  assert_array_equals(log, ["write a", "write b", "abort why"]);
}, "an error of the source waits for the writes of what was read");

promise_test(async () => {
  let finish;
  let settled = false;
  const { stream, log } = recording({ write: () => new Promise((resolve) => { finish = resolve; }) });
  await ticks();
  const { stream: from, controller } = source();
  from.pipeTo(stream, { preventAbort: true }).catch(() => { settled = true; });
  await ticks();
  controller.enqueue("a");
  controller.error("why");
  await ticks(30);
  assert_array_equals(log, ["write a"], "it was read before");
  assert_true(stream.locked && !settled);
  finish();
  await ticks(30);
  assert_true(!stream.locked && settled);

  const abort = new AbortController();
  const other = recording({ write: () => new Promise((resolve) => { finish = resolve; }) });
  const second = source();
  const options = { signal: abort.signal, preventAbort: true, preventCancel: true };
  settled = false;
  await ticks();
  second.stream.pipeTo(other.stream, options).catch(() => { settled = true; });
  await ticks();
  second.controller.enqueue("a");
  abort.abort("why");
  await ticks(30);
  assert_array_equals(other.log, ["write a"]);
  assert_true(other.stream.locked && !settled);
  finish();
  await ticks(30);
  assert_true(!other.stream.locked && settled);
}, "a chunk that was read when the end came is waited for, too");

promise_test(async () => {
  const pulls = [];
  const from = new ReadableStream({ pull(c) { pulls.push(c.desiredSize); c.enqueue("x"); } }, { highWaterMark: 0 });
  const { stream, log } = recording({ write: () => new Promise(() => {}) }, { highWaterMark: 2 });
  from.pipeTo(stream);
  await ticks(50);
  assert_equals(log.length, 1);
  assert_equals(pulls.length, 2, "no more than the destination wants");
}, "backpressure of the destination reaches the source");

promise_test(async () => {
  const { stream, log } = recording();
  await ticks();
  const { stream: from, controller } = source();
  from.pipeTo(stream);
  await ticks();
  controller.enqueue("a");
  assert_array_equals(log, [], "not while it is enqueued");
  await ticks();
  assert_array_equals(log, ["write a"]);
}, "enqueue does not call the sink");

promise_test(async () => {
  const { stream, log } = recording();
  const transform = new TransformStream({ transform(chunk, c) { c.enqueue(chunk + chunk); } });
  const through = ReadableStream.from(["a", "b"]).pipeThrough(transform);
  assert_equals(through, transform.readable);
  await through.pipeTo(stream);
  assert_array_equals(log, ["write aa", "write bb", "close"]);
  const failing = new TransformStream();
  const { stream: from, controller } = source();
  const read = from.pipeThrough(failing).getReader().read();
  controller.error("why");
  assert_equals(await rejection(read), "why");
  await delay(1);
  assert_array_equals(take_reports().map(({ error }) => error), [], "its promise is handled");
}, "pipeThrough");

promise_test(async () => {
  const locked = new ReadableStream();
  locked.getReader();
  const writing = new WritableStream();
  writing.getWriter();
  const bad = [
    () => new ReadableStream().pipeTo(),
    () => new ReadableStream().pipeTo({}),
    () => new ReadableStream().pipeTo(new WritableStream(), 1),
    () => new ReadableStream().pipeTo(new WritableStream(), { signal: null }),
    () => new ReadableStream().pipeTo(new WritableStream(), { signal: {} }),
    () => locked.pipeTo(new WritableStream()),
    () => new ReadableStream().pipeTo(writing),
    () => ReadableStream.prototype.pipeTo.call({}, new WritableStream()),
  ];
  for (const f of bad) assert_equals((await rejection(f())).constructor, TypeError, String(f));
  const pair = (extra) => ({ readable: new ReadableStream(), writable: new WritableStream(), ...extra });
  for (const f of [
    () => new ReadableStream().pipeThrough(),
    () => new ReadableStream().pipeThrough({}),
    () => new ReadableStream().pipeThrough(pair({ readable: undefined })),
    () => new ReadableStream().pipeThrough(pair({ writable: new ReadableStream() })),
    () => new ReadableStream().pipeThrough(pair(), { signal: 1 }),
    () => locked.pipeThrough(pair()),
    () => new ReadableStream().pipeThrough(pair({ writable: writing })),
    () => ReadableStream.prototype.pipeThrough.call({}, pair()),
  ]) assert_throws_js(TypeError, f, String(f));
  const order = [];
  const options = new Proxy({}, { get(_, name) { order.push(name); } });
  await ReadableStream.from([]).pipeTo(new WritableStream(), options);
  assert_array_equals(order, ["preventAbort", "preventCancel", "preventClose", "signal"]);
  const failure = new Error();
  const stream = new ReadableStream();
  assert_equals(await rejection(stream.pipeTo(new WritableStream(), { get preventClose() { throw failure; } })), failure);
  assert_false(stream.locked);
}, "wrong receivers, arguments, options; locked streams");
