// clause: AsyncContext web integration: scheduler.postTask and scheduler.yield capture at the call

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();

promise_test(async () => {
  const log = [];
  const f = () => { log.push(now()); };
  const results = [
    inside("called", () => scheduler.postTask(f)),
    inside("delayed", () => scheduler.postTask(f, { delay: 5 })),
    inside("urgent", () => scheduler.postTask(f, { priority: "user-blocking" })),
    scheduler.postTask(f),
  ];
  await inside("waiting", () => Promise.all(results));
  assert_array_equals(log, ["urgent", "called", "none", "delayed"]);
}, "scheduler.postTask: each callback runs in the mapping of its call");

promise_test(async () => {
  const log = [];
  const thenable = { get then() { log.push("get", now()); return (resolve) => { log.push("then", now()); resolve(); }; } };
  await inside("called", () => scheduler.postTask(() => inside("inner", () => thenable)));
  assert_array_equals(log, ["get", "called", "then", "called"]);
}, "scheduler.postTask: the promise is resolved in the mapping of the call");

promise_test(async () => {
  inside("called", () => scheduler.postTask(() => { throw 1; }));
  const controller = new AbortController();
  inside("called, then aborted", () => scheduler.postTask(() => {}, { signal: controller.signal }));
  inside("aborting", () => controller.abort(2));
  await settled(5);
  const reports = take_reports().map(({ reason, asyncContext }) => [reason, asyncContext.run(now)].join()).sort();
  assert_array_equals(reports, ["1,called", "2,called, then aborted"]);
}, "scheduler.postTask: the promise is rejected in the mapping of the call");

promise_test(async () => {
  const log = [];
  await inside("handled", () => inside("called", () => scheduler.postTask(() => {})).then(() => log.push(now())));
  assert_array_equals(log, ["handled"]);
}, "scheduler.postTask: a reaction runs in its own mapping");

promise_test(async () => {
  const log = [];
  await inside("task", () => scheduler.postTask(async () => {
    await inside("yielding", () => scheduler.yield());
    log.push(now());
    await scheduler.yield();
    log.push(now());
    inside("handled", () => scheduler.yield().then(() => log.push(now())));
    await settled(5);
  }));
  assert_array_equals(log, ["task", "task", "handled"]);
}, "scheduler.yield: what follows an await is in the mapping of the await");

promise_test(async () => {
  const controller = new TaskController();
  inside("task", () => scheduler.postTask(() => {
    inside("yielding", () => { scheduler.yield(); });
  }, { signal: controller.signal }));
  setImmediate(() => inside("aborting", () => controller.abort(3)));
  await settled(1);
  take_reports();
  inside("task", () => scheduler.postTask(() => {
    inside("yielding", () => { scheduler.yield(); });
    inside("aborting", () => other.abort(4));
  }, { signal: other.signal }));
  await settled(5);
  const reports = take_reports().filter(({ reason }) => reason === 4).map(({ asyncContext }) => asyncContext.run(now));
  assert_array_equals(reports, ["task", "yielding"]);
}, "scheduler.yield: an aborted continuation is rejected in the mapping of its call");
const other = new TaskController();

test(() => {
  const log = [];
  const controller = inside("created", () => new TaskController());
  const dependent = TaskSignal.any([controller.signal], { priority: controller.signal });
  inside("registered", () => {
    for (const signal of [controller.signal, dependent]) {
      signal.onprioritychange = () => log.push(now());
      signal.addEventListener("abort", () => log.push(now()));
    }
  });
  inside("changing", () => controller.setPriority("background"));
  inside("aborting", () => controller.abort());
  assert_array_equals(log, ["changing", "changing", "aborting", "aborting"]);
}, "TaskController: prioritychange and abort are transparent");

promise_test(async () => {
  const log = [];
  inside("outer", () => scheduler.postTask(() => {
    inside("inner", () => {
      scheduler.postTask(() => { log.push(now()); });
      setTimeout(() => log.push(now()));
    });
  }));
  await inside("waiting", () => settled(10));
  assert_array_equals(log.sort(), ["inner", "inner"]);
}, "scheduler.postTask: what a task starts captures anew");
