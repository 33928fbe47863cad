// clause: Prioritized Task Scheduling, TaskController and TaskSignal

test(() => {
  const controller = new TaskController();
  assert_true(controller instanceof AbortController);
  assert_true(controller.signal instanceof TaskSignal);
  assert_true(controller.signal instanceof AbortSignal);
  assert_equals(controller.signal, controller.signal);
  assert_equals(controller.signal.priority, "user-visible");
  assert_equals(new TaskController({ priority: "background" }).signal.priority, "background");
  assert_equals(new TaskController({ priority: undefined }).signal.priority, "user-visible");
  assert_equals(Object.getPrototypeOf(TaskController), AbortController);
  assert_equals(Object.getPrototypeOf(TaskSignal), AbortSignal);
  assert_equals(Object.getPrototypeOf(TaskPriorityChangeEvent), Event);
  assert_array_equals([TaskController.length, TaskController.prototype.setPriority.length, TaskSignal.any.length,
    TaskPriorityChangeEvent.length], [0, 1, 1, 2]);
}, "a controller has a signal with a priority");

test(() => {
  assert_throws_js(TypeError, () => TaskController());
  for (const bad of [1, "background", Symbol()]) assert_throws_js(TypeError, () => new TaskController(bad));
  for (const priority of ["", "urgent", null, 1, Symbol(), "User-Visible"]) {
    assert_throws_js(TypeError, () => new TaskController({ priority }));
    assert_throws_js(TypeError, () => new TaskController().setPriority(priority));
    assert_throws_js(TypeError, () => TaskSignal.any([], { priority }));
  }
  assert_throws_exactly(1, () => new TaskController({ get priority() { throw 1; } }));
  assert_throws_js(TypeError, () => new TaskController().setPriority());
  const { setPriority } = TaskController.prototype;
  for (const bad of [undefined, {}, new AbortController(), new TaskController().signal]) {
    assert_throws_js(TypeError, () => setPriority.call(bad, "background"));
  }
  const { get } = Object.getOwnPropertyDescriptor(TaskSignal.prototype, "priority");
  for (const bad of [{}, new AbortController().signal, new EventTarget()]) {
    assert_throws_js(TypeError, () => get.call(bad));
  }
  assert_throws_js(TypeError, () => { TaskSignal.prototype.onprioritychange = null; });
  assert_throws_js(TypeError, () => TaskSignal.any());
  assert_throws_js(TypeError, () => TaskSignal.any([{}]));
  assert_throws_js(TypeError, () => TaskSignal.any([], { priority: new AbortController().signal }));
}, "bad arguments and receivers are refused");

test(() => {
  const controller = new TaskController({ priority: { toString: () => "background" } });
  const { signal } = controller;
  const log = [];
  signal.addEventListener("prioritychange", (event) => {
    log.push(event.type, event.previousPriority, signal.priority, event.target === signal, event.isTrusted);
    assert_true(event instanceof TaskPriorityChangeEvent);
    assert_false(event.bubbles || event.cancelable);
  });
  signal.onprioritychange = () => log.push("handler");
  assert_equals(controller.setPriority("user-blocking"), undefined);
  controller.setPriority("user-blocking");
  assert_array_equals(log, ["prioritychange", "background", "user-blocking", true, true, "handler"]);
  controller.setPriority("user-visible");
  assert_equals(log[7], "user-blocking");
}, "a change of the priority is told, if it is one");

test(() => {
  const controller = new TaskController();
  const errors = [];
  controller.signal.onprioritychange = () => {
    try {
      controller.setPriority("background");
    } catch (error) {
      errors.push(error.name);
    }
  };
  controller.setPriority("user-blocking");
  assert_array_equals(errors, ["NotAllowedError"]);
  assert_equals(controller.signal.priority, "user-blocking");
  controller.signal.onprioritychange = () => { throw 1; };
  controller.setPriority("background");
  assert_equals(take_reports().length, 1);
  controller.signal.onprioritychange = null;
  controller.setPriority("user-visible");
  assert_equals(controller.signal.priority, "user-visible", "the flag is cleared, also when a listener throws");
}, "a listener cannot change the priority again");

test(() => {
  const event = new TaskPriorityChangeEvent("a", { previousPriority: "background", bubbles: true });
  assert_array_equals([event.type, event.previousPriority, event.bubbles, event.isTrusted], ["a", "background", true, false]);
  assert_throws_js(TypeError, () => new TaskPriorityChangeEvent());
  assert_throws_js(TypeError, () => new TaskPriorityChangeEvent("a"));
  assert_throws_js(TypeError, () => new TaskPriorityChangeEvent("a", {}));
  assert_throws_js(TypeError, () => new TaskPriorityChangeEvent("a", { previousPriority: "x" }));
  assert_throws_js(TypeError, () => TaskPriorityChangeEvent("a", { previousPriority: "background" }));
  const { get } = Object.getOwnPropertyDescriptor(TaskPriorityChangeEvent.prototype, "previousPriority");
  assert_throws_js(TypeError, () => get.call(new Event("a")));
  assert_throws_js(TypeError, () => get.call(new CustomEvent("a")));
  const detail = Object.getOwnPropertyDescriptor(CustomEvent.prototype, "detail").get;
  assert_throws_js(TypeError, () => detail.call(event));
}, "the event has a constructor");

test(() => {
  const source = new TaskController({ priority: "background" });
  const other = new AbortController();
  const signal = TaskSignal.any([source.signal, other.signal], { priority: source.signal });
  assert_true(signal instanceof TaskSignal);
  assert_equals(signal.priority, "background");
  const nested = TaskSignal.any([], { priority: signal });
  const fixed = TaskSignal.any([source.signal], { priority: "background" });
  const unset = TaskSignal.any([source.signal]);
  const ofFixed = TaskSignal.any([], { priority: fixed });
  const log = [];
  source.signal.onprioritychange = () => log.push("source");
  signal.onprioritychange = (event) => log.push("dependent", event.previousPriority);
  nested.onprioritychange = () => log.push("nested");
  for (const never of [fixed, unset, ofFixed]) never.onprioritychange = () => log.push("never");
  source.setPriority("user-blocking");
  assert_array_equals(log, ["source", "dependent", "background", "nested"]);
  assert_array_equals(
    [signal, nested, fixed, unset, ofFixed].map((signal) => signal.priority),
    ["user-blocking", "user-blocking", "background", "user-visible", "background"],
  );
  other.abort("r");
  assert_array_equals([signal, nested, fixed].map((signal) => signal.reason), ["r", undefined, undefined]);
  source.abort("s");
  assert_array_equals([signal, fixed, unset].map((signal) => signal.reason), ["r", "s", "s"]);
  assert_equals(TaskSignal.any([source.signal]).reason, "s", "aborted already");
}, "a signal may depend on others, for being aborted and for its priority");

promise_test(async () => {
  const source = new TaskController();
  const log = [];
  const signal = TaskSignal.any([], { priority: source.signal });
  const results = [
    scheduler.postTask(() => { log.push("visible"); }),
    scheduler.postTask(() => { log.push("dependent"); }, { signal }),
  ];
  source.setPriority("user-blocking");
  await Promise.all(results);
  assert_array_equals(log, ["dependent", "visible"]);
}, "tasks of a dependent signal change their priority with it");

test(() => {
  class Special extends TaskController {}
  const special = new Special({ priority: "background" });
  assert_true(special instanceof Special);
  special.setPriority("user-visible");
  assert_equals(special.signal.priority, "user-visible");
}, "TaskController can be extended");
