// clause: HTML, microtask queuing; Node, setImmediate

test(() => {
  assert_throws_js(TypeError, () => queueMicrotask());
  assert_throws_js(TypeError, () => setImmediate());
  for (const bad of [undefined, null, "code", {}, 1, Symbol()]) {
    assert_throws_js(TypeError, () => queueMicrotask(bad));
    assert_throws_js(TypeError, () => setImmediate(bad));
  }
  assert_array_equals([queueMicrotask.length, setImmediate.length, clearImmediate.length], [1, 1, 0]);
  assert_true(Object.getOwnPropertyDescriptor(globalThis, "queueMicrotask").enumerable);
}, "a callback that is no function is refused at once");

promise_test(async () => {
  const log = [];
  setTimeout(() => log.push("timeout"));
  setImmediate(() => log.push("immediate"));
  Promise.resolve().then(() => log.push("promise"));
  queueMicrotask(function () {
    "use strict";
    log.push(this, arguments.length);
  }, 1);
  log.push("sync");
  await settled(5);
  assert_array_equals(log.slice(0, 4), ["sync", "promise", undefined, 0]);
  assert_array_equals(log.slice(4).sort(), ["immediate", "timeout"]);
}, "microtasks run before any task, with no `this` and no arguments");

promise_test(async () => {
  const log = [];
  queueMicrotask(() => { log.push("first"); throw 1; });
  queueMicrotask(() => log.push("second"));
  setImmediate(() => { throw 2; });
  setImmediate(() => log.push("immediate"));
  await settled(5);
  assert_array_equals(log, ["first", "second", "immediate"]);
  assert_array_equals(take_reports().map((report) => report.error), [1, 2]);
}, "what they throw is reported, and the others still run");

promise_test(async () => {
  const log = [];
  setImmediate(function (...args) {
    log.push(this === globalThis, ...args);
    setImmediate(() => log.push("nested"));
    queueMicrotask(() => log.push("microtask"));
    clearImmediate(later);
  }, 1, 2);
  setImmediate(() => log.push("second"));
  const later = setImmediate(() => log.push("cleared by the first"));
  const id = setImmediate(() => log.push("cleared"));
  clearImmediate(id);
  clearImmediate(id);
  for (const other of [undefined, 0, -1, "x"]) clearImmediate(other);
  // The numbers of timers are others.
  clearTimeout(id);
  await settled(5);
  assert_array_equals(log, [true, 1, 2, "microtask", "second", "nested"]);
}, "immediates run in their order, each a task; one that is set by another comes after those that wait");
