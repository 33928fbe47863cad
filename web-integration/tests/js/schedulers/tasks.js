// clause: Prioritized Task Scheduling, scheduler.postTask

const order = async (f) => {
  const log = [];
  await Promise.all(f((name, options) => scheduler.postTask(() => { log.push(name); }, options)));
  return log;
};
const rejected = (promise) => promise.then(
  () => { throw new Error("not rejected"); },
  (error) => error,
);

test(() => {
  assert_equals(String(scheduler), "[object Scheduler]");
  assert_true(scheduler instanceof Scheduler);
  for (const illegal of [Scheduler, TaskSignal]) assert_throws_js(TypeError, () => new illegal());
  assert_array_equals([Scheduler.prototype.postTask.length, Scheduler.prototype.yield.length], [1, 0]);
  const own = scheduler;
  scheduler = 1;
  assert_equals(scheduler, 1, "it can be replaced");
  scheduler = own;
}, "scheduler is the object of its interface");

promise_test(async () => {
  for (const call of [
    () => scheduler.postTask(),
    () => scheduler.postTask(undefined),
    () => scheduler.postTask({}),
    () => scheduler.postTask(() => {}, 1),
    () => scheduler.postTask(() => {}, { priority: "urgent" }),
    () => scheduler.postTask(() => {}, { priority: null }),
    () => scheduler.postTask(() => {}, { signal: null }),
    () => scheduler.postTask(() => {}, { signal: {} }),
    () => scheduler.postTask(() => {}, { signal: new AbortController() }),
    () => scheduler.postTask(() => {}, { delay: -1 }),
    () => scheduler.postTask(() => {}, { delay: Infinity }),
    () => scheduler.postTask(() => {}, { delay: Symbol() }),
    () => scheduler.postTask.call({}, () => {}),
    () => scheduler.yield.call(undefined),
  ]) {
    const error = await rejected(call());
    assert_true(error instanceof TypeError, `${call}: ${error}`);
  }
  for (const member of ["delay", "priority", "signal"]) {
    const options = Object.defineProperty({}, member, { get() { throw member; } });
    assert_equals(await rejected(scheduler.postTask(() => {}, options)), member);
  }
}, "bad arguments reject the promise, and are never thrown");

promise_test(async () => {
  assert_equals(await scheduler.postTask(() => 5), 5);
  assert_equals(await scheduler.postTask(async () => { await null; return 6; }), 6);
  assert_equals(await rejected(scheduler.postTask(() => { throw 7; })), 7);
  assert_equals(await rejected(scheduler.postTask(async () => { await null; throw 8; })), 8);
  const seen = await scheduler.postTask(function () { "use strict"; return [this, arguments.length]; });
  assert_array_equals(seen, [undefined, 0]);
}, "the promise is settled with what the callback returns or throws");

promise_test(async () => {
  const log = await order((post) => [
    post("background 1", { priority: "background" }),
    post("visible 1"),
    post("blocking 1", { priority: "user-blocking" }),
    post("background 2", { priority: "background" }),
    post("visible 2", { priority: "user-visible" }),
    post("blocking 2", { priority: "user-blocking" }),
    post("visible 3", { priority: undefined, signal: new AbortController().signal }),
  ]);
  assert_array_equals(log, [
    "blocking 1", "blocking 2", "visible 1", "visible 2", "visible 3", "background 1", "background 2",
  ]);
}, "the more urgent comes first, among equals the earlier");

promise_test(async () => {
  const log = [];
  const first = scheduler.postTask(() => {
    log.push("first");
    queueMicrotask(() => log.push("microtask"));
    return scheduler.postTask(() => log.push("urgent"), { priority: "user-blocking" });
  });
  const second = scheduler.postTask(() => log.push("second"));
  await Promise.all([first, second]);
  assert_array_equals(log, ["first", "microtask", "urgent", "second"]);
}, "each is a task of its own, and an urgent one overtakes those that wait");

promise_test(async () => {
  // No order of the delayed ones is expected: on a busy machine both delays may be over before either task is begun.
  const begun = Date.now();
  const waited = () => Date.now() - begun;
  const [urgent, visible] = await Promise.all([
    scheduler.postTask(waited, { delay: 20, priority: "user-blocking" }),
    scheduler.postTask(waited, { delay: 5 }),
    scheduler.postTask(waited, { priority: "background" }),
  ]);
  assert_true(urgent >= 19, `it waited ${urgent} ms`);
  assert_true(visible >= 4, `it waited ${visible} ms`);
}, "a delay comes before the priority");

promise_test(async () => {
  const log = [];
  const controller = new AbortController();
  const { signal } = controller;
  const results = [
    scheduler.postTask(() => log.push("ran"), { signal }),
    scheduler.postTask(() => log.push("ran"), { signal, delay: 5 }),
    scheduler.postTask(() => log.push("ran"), { signal, priority: "user-blocking" }),
  ];
  const reason = {};
  controller.abort(reason);
  for (const result of results) assert_equals(await rejected(result), reason);
  assert_equals(await rejected(scheduler.postTask(() => log.push("ran"), { signal })), reason, "aborted before");
  await delay(15);
  assert_array_equals(log, []);
  const other = new TaskController();
  const result = scheduler.postTask(() => log.push("ran"), { signal: other.signal });
  other.abort();
  assert_equals((await rejected(result)).name, "AbortError");
}, "an abort rejects the promise with its reason, and the task does not run");

promise_test(async () => {
  const controller = new TaskController();
  const { signal } = controller;
  const result = scheduler.postTask(async () => { controller.abort("r"); return 1; }, { signal });
  assert_equals(await rejected(result), "r", "while it runs");
  const other = new TaskController();
  const done = scheduler.postTask(() => 2, { signal: other.signal });
  assert_equals(await done, 2);
  other.abort();
  assert_equals(await done, 2, "after it is done");
}, "an abort by the task itself counts, one after it is done does not");

promise_test(async () => {
  const log = [];
  const controller = new TaskController({ priority: "background" });
  const { signal } = controller;
  const post = (name, options) => scheduler.postTask(() => { log.push(name); }, options);
  const results = [
    post("dynamic 1", { signal }),
    post("visible 1"),
    post("dynamic 2", { signal }),
    post("fixed", { signal, priority: "background" }),
    post("visible 2"),
  ];
  controller.setPriority("user-visible");
  await Promise.all(results);
  assert_array_equals(log, ["dynamic 1", "visible 1", "dynamic 2", "visible 2", "fixed"]);
}, "the priority of a signal may change; the order is that of the posting; a fixed one stays");

promise_test(async () => {
  const log = [];
  const controller = new TaskController({ priority: "user-blocking" });
  const { signal } = controller;
  const results = [
    scheduler.postTask(() => { log.push("delayed"); }, { signal, delay: 10 }),
  ];
  controller.setPriority("background");
  await delay(2);
  const busy = Date.now();
  while (Date.now() < busy + 12);
  setTimeout(() => {
    results.push(scheduler.postTask(() => { log.push("visible"); }));
  });
  await delay(20);
  await Promise.all(results);
  assert_equals(log.length, 2);
}, "the priority of a delayed task is that of when it is due");
