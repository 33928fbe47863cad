// clause: Prioritized Task Scheduling, scheduling state; carried in the mapping, so only with AsyncContext

const rejected = (promise) => promise.then(
  () => { throw new Error("not rejected"); },
  (error) => error,
);
// A yield of the task `options` is for, after `before`, against tasks of each priority.
async function rival(options, before = () => {}) {
  const log = [];
  await scheduler.postTask(async () => {
    await before();
    const others = ["user-blocking", "user-visible", "background"].map((priority) =>
      scheduler.postTask(() => { log.push(priority); }, { priority }));
    await scheduler.yield();
    log.push("continued");
    await Promise.all(others);
  }, options);
  return log.indexOf("continued");
}

promise_test(async () => {
  assert_equals(await rival({ priority: "user-blocking" }), 0);
  assert_equals(await rival({ priority: "user-visible" }), 1);
  assert_equals(await rival(), 1);
  assert_equals(await rival({ priority: "background" }), 2);
}, "a continuation has the priority of its task");

promise_test(async () => {
  const priority = "background";
  assert_equals(await rival({ priority }, async () => { await null; await delay(1); }), 2, "await");
  assert_equals(await rival({ priority }, () => scheduler.yield()), 2, "yield");
  assert_equals(await rival({ priority }, () => new Promise((r) => setTimeout(r))), 2, "a timer");
  assert_equals(await rival({ priority }, async () => {
    await scheduler.postTask(() => {}, { priority: "user-blocking" });
  }), 2, "another task");
  assert_equals(await rival({ signal: new TaskController({ priority }).signal }), 2, "a signal");
}, "also after any number of awaits");

promise_test(async () => {
  const log = [];
  await scheduler.postTask(async () => {
    const inner = scheduler.postTask(async () => {
      const other = scheduler.postTask(() => { log.push("visible"); });
      await scheduler.yield();
      log.push("inner");
      await other;
    });
    await inner;
  }, { priority: "background" });
  assert_array_equals(log, ["inner", "visible"]);
}, "a task that a task posts inherits nothing");

promise_test(async () => {
  let stray;
  const snapshot = new AsyncContext.Snapshot();
  await scheduler.postTask(async () => {
    const others = [scheduler.postTask(() => { stray.push("visible"); })];
    stray = [];
    await snapshot.run(async () => {
      await scheduler.yield();
      stray.push("outside");
    });
    await Promise.all(others);
  }, { priority: "background" });
  assert_array_equals(stray, ["outside", "visible"]);
}, "code that runs in another mapping is not part of the task");

promise_test(async () => {
  const controller = new TaskController({ priority: "background" });
  const log = [];
  await scheduler.postTask(async () => {
    const others = [scheduler.postTask(() => { log.push("visible"); })];
    const continued = scheduler.yield().then(() => { log.push("continued"); });
    controller.setPriority("user-blocking");
    await Promise.all([continued, ...others]);
  }, { signal: controller.signal });
  assert_array_equals(log, ["continued", "visible"]);
}, "the priority of a waiting continuation changes with the signal of its task");

promise_test(async () => {
  const controller = new TaskController();
  const { signal } = controller;
  const log = [];
  const result = scheduler.postTask(async () => {
    await null;
    const continued = scheduler.yield();
    controller.abort("r");
    log.push(await rejected(continued), await rejected(scheduler.yield()));
    return "returned";
  }, { signal });
  assert_equals(await result, "returned", "the promise was resolved before the abort");
  assert_array_equals(log, ["r", "r"]);
}, "an abort of the task rejects its continuations, waiting or later");

promise_test(async () => {
  const controller = new AbortController();
  const log = [];
  await scheduler.postTask(async () => {
    const others = [scheduler.postTask(() => { log.push("visible"); })];
    await scheduler.yield();
    log.push("continued");
    await Promise.all(others);
    controller.abort("r");
    log.push(await rejected(scheduler.yield()));
  }, { signal: controller.signal, priority: "background" });
  assert_array_equals(log, ["visible", "continued", "r"]);
}, "the priority and the signal come from where the options say");

promise_test(async () => {
  const log = [];
  await new Promise((resolve) => requestIdleCallback(async () => {
    const others = [scheduler.postTask(() => { log.push("visible"); })];
    await scheduler.yield();
    log.push("continued");
    await Promise.all(others);
    resolve();
  }));
  assert_array_equals(log, ["visible", "continued"]);
}, "an idle callback continues like a background task");

promise_test(async () => {
  const log = [];
  const { yield: original } = scheduler;
  await scheduler.postTask(async () => {
    const { then } = Promise.prototype;
    Promise.prototype.then = function () { log.push("patched"); };
    const promise = scheduler.yield();
    Promise.prototype.then = then;
    await promise;
    log.push("continued");
  });
  assert_array_equals(log, ["continued"]);
  assert_equals(scheduler.yield, original);
}, "a patched then is not asked");
