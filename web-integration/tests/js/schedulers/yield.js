// clause: Prioritized Task Scheduling, scheduler.yield

promise_test(async () => {
  const log = [];
  const tasks = [
    (async () => {
      log.push("sync");
      assert_equals(await scheduler.yield(), undefined);
      log.push("continued");
    })(),
    scheduler.postTask(() => { log.push("blocking"); }, { priority: "user-blocking" }),
    scheduler.postTask(() => { log.push("visible"); }),
    scheduler.postTask(() => { log.push("background"); }, { priority: "background" }),
  ];
  await Promise.all(tasks);
  assert_array_equals(log, ["sync", "blocking", "continued", "visible", "background"]);
}, "outside of a task a continuation comes before the tasks that are user-visible");

promise_test(async () => {
  const log = [];
  const tasks = [
    scheduler.postTask(() => { log.push("visible 1"); }),
    (async () => { await scheduler.yield(); log.push("continued 1"); })(),
    scheduler.postTask(() => { log.push("visible 2"); }),
    (async () => { await scheduler.yield(); log.push("continued 2"); })(),
  ];
  await Promise.all(tasks);
  assert_array_equals(log, ["continued 1", "continued 2", "visible 1", "visible 2"]);
}, "continuations keep their order");

promise_test(async () => {
  const order = [];
  queueMicrotask(() => order.push("microtask"));
  setImmediate(() => order.push("immediate"));
  await scheduler.yield();
  order.push("continued");
  await settled(3);
  assert_equals(order[0], "microtask");
  assert_true(order.includes("continued") && order.includes("immediate"));
}, "a continuation is a task, not a microtask");
