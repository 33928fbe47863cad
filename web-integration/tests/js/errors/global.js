// clause: HTML: the global object is an event target; DOM: dispatch; AsyncContext web integration: dispatch

const variable = new AsyncContext.Variable({ defaultValue: "none" });

test(() => {
  assert_equals(self, globalThis);
  assert_true(globalThis instanceof EventTarget);
  assert_equals(Object.getPrototypeOf(EventTarget.prototype), Object.prototype);
  assert_false(Object.hasOwn(globalThis, "addEventListener"), "inherited");
}, "the global object inherits from EventTarget");

test(() => {
  const log = [];
  const f = (event) => log.push(event.type, event.target === globalThis, event.currentTarget === globalThis);
  globalThis.addEventListener("a", f);
  assert_true(globalThis.dispatchEvent(new Event("a")));
  globalThis.removeEventListener("a", f);
  globalThis.dispatchEvent(new Event("a"));
  assert_array_equals(log, ["a", true, true]);
}, "listeners are called with the global object, until they are removed");

test(() => {
  let calls = 0;
  const f = function () { "use strict"; calls += this === globalThis ? 1 : 100; };
  const { addEventListener: add, removeEventListener: remove, dispatchEvent: dispatch } = EventTarget.prototype;
  add("a", f);
  addEventListener("a", f);
  dispatch(new Event("a"));
  assert_equals(calls, 1, "the same listener, added to the same target");
  (0, dispatchEvent)(new Event("a"));
  add.call(null, "b", f);
  dispatchEvent.call(null, new Event("b"));
  assert_equals(calls, 3, "null stands for the global object, too");
  remove("a", f);
  remove("b", f);
  dispatchEvent(new Event("a"));
  assert_equals(calls, 3);
}, "an operation that is called without an object is for the global object");

test(() => {
  for (const wrong of [{}, 1, "globalThis", Object.create(globalThis), true]) {
    assert_throws_js(TypeError, () => addEventListener.call(wrong, "a", () => {}));
  }
  const { get, set } = Object.getOwnPropertyDescriptor(globalThis, "onerror");
  assert_throws_js(TypeError, () => get.call({}));
  assert_throws_js(TypeError, () => set.call(new EventTarget(), () => {}));
  assert_equals(get.call(undefined), null);
}, "what is no event target still is none");

test(() => {
  for (const name of ["onerror", "onunhandledrejection", "onrejectionhandled"]) {
    const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, name);
    assert_equals(get.name, `get ${name}`);
    assert_equals(set.name, `set ${name}`);
    assert_true(enumerable && configurable);
    assert_equals(globalThis[name], null);
    globalThis[name] = 1;
    assert_equals(globalThis[name], null, "what is no object is null");
    const f = () => {};
    globalThis[name] = f;
    assert_equals(globalThis[name], f);
    globalThis[name] = null;
    assert_equals(globalThis[name], null);
  }
}, "event handler attributes of the global object");

test(() => {
  const log = [];
  variable.run("registered", () => addEventListener("a", () => log.push(variable.get()), { once: true }));
  variable.run("dispatched", () => dispatchEvent(new Event("a")));
  assert_array_equals(log, ["dispatched"]);
}, "listeners run in the mapping of dispatchEvent");

test(() => {
  const log = [];
  variable.run("registered", () => { onerror = () => { log.push(variable.get()); }; });
  variable.run("dispatched", () => dispatchEvent(new ErrorEvent("error")));
  onerror = null;
  assert_array_equals(log, ["dispatched"]);
}, "also for an error event that the program makes");

promise_test(async () => {
  assert_true(await collected(() => {
    const value = {};
    const f = () => {};
    variable.run(value, () => addEventListener("a", f));
    removeEventListener("a", f);
    return value;
  }), "removed");
  assert_true(await collected(() => {
    const value = {};
    variable.run(value, () => addEventListener("b", () => {}));
    return value;
  }), "still registered");
}, "addEventListener on the global object holds no mapping");

promise_test(async () => {
  assert_true(await collected(() => {
    const f = () => {};
    addEventListener("a", f);
    removeEventListener("a", f);
    return f;
  }));
}, "a removed listener is released");
