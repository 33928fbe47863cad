// clause: DOM, EventTarget: addEventListener, removeEventListener

const count = (target, type = "a") => target.dispatchEvent(new Event(type));

test(() => {
  const target = new EventTarget();
  let calls = 0;
  const f = () => calls++;
  target.addEventListener("a", f);
  target.addEventListener("a", f);
  target.addEventListener("a", f, false);
  target.addEventListener("a", f, { capture: false, once: true, passive: true });
  count(target);
  assert_equals(calls, 1);
  count(target);
  assert_equals(calls, 2, "the first one counts, which is not once");
  target.addEventListener("a", f, true);
  count(target);
  assert_equals(calls, 4);
  target.addEventListener("b", f);
  count(target, "b");
  assert_equals(calls, 5);
}, "a listener is told by type, callback and capture");

test(() => {
  const target = new EventTarget();
  const log = [];
  const f = () => log.push("f");
  target.addEventListener("a", f, true);
  target.removeEventListener("a", f);
  target.removeEventListener("a", f, { capture: false });
  target.removeEventListener("b", f, true);
  target.removeEventListener("a", () => log.push("f"), true);
  count(target);
  assert_array_equals(log.splice(0), ["f"]);
  target.removeEventListener("a", f, { capture: 1 });
  count(target);
  assert_array_equals(log, []);
  target.addEventListener("a", f, "true");
  target.removeEventListener("a", f, 5);
  count(target);
  assert_array_equals(log, []);
}, "removing needs the same type, callback and capture, in either form");

test(() => {
  const target = new EventTarget();
  assert_equals(target.addEventListener("a", null), undefined);
  assert_equals(target.addEventListener("a", undefined), undefined);
  assert_equals(target.removeEventListener("a", null), undefined);
  assert_true(count(target));
}, "a null callback is nothing");

test(() => {
  const target = new EventTarget();
  assert_throws_js(TypeError, () => target.addEventListener("a"));
  assert_throws_js(TypeError, () => target.addEventListener());
  assert_throws_js(TypeError, () => target.removeEventListener("a"));
  assert_throws_js(TypeError, () => target.addEventListener("a", 1));
  assert_throws_js(TypeError, () => target.addEventListener("a", "f"));
  assert_throws_js(TypeError, () => target.removeEventListener("a", Symbol()));
  assert_throws_js(TypeError, () => target.addEventListener(Symbol(), null));
  assert_throws_js(TypeError, () => target.addEventListener("a", null, { signal: null }));
  assert_throws_js(TypeError, () => target.addEventListener("a", null, { signal: {} }));
  assert_throws_js(TypeError, () => target.addEventListener("a", null, { signal: new EventTarget() }));
  assert_throws_js(TypeError, () => EventTarget.prototype.addEventListener.call({}, "a", null));
  assert_throws_js(TypeError, () => EventTarget.prototype.addEventListener.call(1, "a", null));
  target.addEventListener("a", null, { signal: undefined });
}, "arguments are checked, also those of a null callback");

test(() => {
  const log = [];
  const note = (name) => { log.push(name); };
  const options = {
    get signal() { note("signal"); },
    get passive() { note("passive"); },
    get once() { note("once"); },
    get capture() { note("capture"); },
  };
  const target = new EventTarget();
  target.addEventListener({ toString() { note("type"); return "a"; } }, () => {}, options);
  assert_array_equals(log.splice(0), ["type", "capture", "once", "passive", "signal"]);
  target.removeEventListener("a", () => {}, options);
  assert_array_equals(log, ["capture"]);
}, "options are read in the order of Web IDL");

test(() => {
  const target = new EventTarget();
  const log = [];
  const listener = {
    handleEvent(event) { log.push(["first", this === listener, event.type]); },
  };
  target.addEventListener("a", listener);
  count(target);
  listener.handleEvent = function () { log.push(["second", this === listener]); };
  count(target);
  assert_array_equals(log.flat(), ["first", true, "a", "second", true]);
}, "handleEvent is looked up at each dispatch and called on its object");

test(() => {
  const target = new EventTarget();
  const log = [];
  const f = function () { log.push(this === target ? "function" : "other"); };
  f.handleEvent = () => log.push("handleEvent");
  target.addEventListener("a", f);
  count(target);
  assert_array_equals(log, ["function"]);
}, "a function is called itself, with the target as this");

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener("a", function f() {
    log.push("once");
    count(target);
  }, { once: true });
  count(target);
  assert_array_equals(log, ["once"], "it is removed before the call");
  const again = () => {
    log.push("again");
    if (log.length < 4) target.addEventListener("b", again, { once: true });
  };
  target.addEventListener("b", again, { once: true });
  count(target, "b");
  count(target, "b");
  assert_array_equals(log, ["once", "again", "again"], "it may add itself anew, for the next event");
}, "a once listener is removed before it is called");

test(() => {
  const target = new EventTarget();
  const seen = [];
  const cancel = (event) => {
    event.preventDefault();
    seen.push(event.defaultPrevented);
    event.returnValue = false;
    seen.push(event.defaultPrevented);
  };
  target.addEventListener("a", cancel, { passive: true });
  assert_equals(target.dispatchEvent(new Event("a", { cancelable: true })), true);
  assert_array_equals(seen.splice(0), [false, false]);
  target.addEventListener("a", (event) => seen.push(event.defaultPrevented));
  target.addEventListener("a", cancel, true);
  assert_equals(target.dispatchEvent(new Event("a", { cancelable: true })), false);
  assert_array_equals(seen, [true, true, true, true, true]);
  const event = new Event("b", { cancelable: true });
  target.addEventListener("b", () => {}, { passive: true });
  target.dispatchEvent(event);
  event.preventDefault();
  assert_equals(event.defaultPrevented, true, "after the dispatch");
}, "a passive listener cannot cancel, the others still can");

test(() => {
  const target = new EventTarget();
  const controller = new AbortController();
  const { signal } = controller;
  const log = [];
  target.addEventListener("a", () => log.push(1), { signal });
  target.addEventListener("a", () => log.push(2));
  target.addEventListener("a", () => log.push(3), { signal, capture: true });
  target.addEventListener("b", () => log.push(4), { signal });
  count(target);
  assert_array_equals(log.splice(0), [3, 1, 2]);
  controller.abort();
  count(target);
  count(target, "b");
  assert_array_equals(log, [2]);
}, "aborting the signal removes all its listeners, and no other");

test(() => {
  const target = new EventTarget();
  let calls = 0;
  target.addEventListener("a", () => calls++, { signal: AbortSignal.abort() });
  count(target);
  assert_equals(calls, 0);
}, "a listener is not added with an aborted signal");

test(() => {
  const target = new EventTarget();
  const controller = new AbortController();
  const f = () => log.push("f");
  const log = [];
  target.addEventListener("a", f);
  target.addEventListener("a", f, { signal: controller.signal });
  controller.abort();
  count(target);
  assert_array_equals(log, ["f"]);
}, "the signal of a duplicate does not remove the one that was there");

test(() => {
  const target = new EventTarget();
  const controller = new AbortController();
  const f = () => log.push("f");
  const log = [];
  target.addEventListener("a", f, { signal: controller.signal });
  target.removeEventListener("a", f);
  target.addEventListener("a", f);
  controller.abort();
  count(target);
  assert_array_equals(log, ["f"]);
}, "the signal of a removed listener does not remove the same callback added anew");

test(() => {
  const target = new EventTarget();
  const controller = new AbortController();
  const log = [];
  target.addEventListener("a", () => { log.push(1); controller.abort(); }, { signal: controller.signal });
  target.addEventListener("a", () => log.push(2), { signal: controller.signal });
  target.addEventListener("a", () => log.push(3));
  count(target);
  assert_array_equals(log, [1, 3]);
}, "aborting while dispatching keeps the rest of the signal's listeners from being called");

test(() => {
  for (const [name, length] of [["addEventListener", 2], ["removeEventListener", 2], ["dispatchEvent", 1]]) {
    const property = Object.getOwnPropertyDescriptor(EventTarget.prototype, name);
    assert_array_equals([property.writable, property.enumerable, property.configurable], [true, true, true]);
    assert_equals(property.value.length, length);
    assert_equals(property.value.name, name);
    assert_throws_js(TypeError, () => new property.value());
  }
  for (const name of ["Event", "CustomEvent", "EventTarget", "DOMException", "AbortController", "AbortSignal"]) {
    const property = Object.getOwnPropertyDescriptor(globalThis, name);
    assert_array_equals([property.writable, property.enumerable, property.configurable], [true, false, true]);
    assert_equals(property.value.name, name);
    assert_equals(property.value.prototype[Symbol.toStringTag], name);
    assert_equals(Object.getOwnPropertyDescriptor(property.value, "prototype").writable, false);
  }
}, "interfaces and operations are shaped as Web IDL says");

test(() => {
  assert_throws_js(TypeError, () => EventTarget());
  class Mine extends EventTarget {
    #secret = 7;
    secret() { return this.#secret; }
  }
  const mine = new Mine();
  let seen;
  mine.addEventListener("a", function (event) { seen = [this.secret(), event.target === mine]; });
  count(mine);
  assert_array_equals(seen, [7, true]);
  class Bare extends EventTarget { constructor() { return Object.create(Bare.prototype); } }
  assert_throws_js(TypeError, () => new Bare().addEventListener("a", null));
}, "EventTarget can be constructed and subclassed; the prototype alone makes no target");

test(() => {
  const patched = () => { throw new Error("a patched method was called"); };
  const saved = { iterator: Array.prototype[Symbol.iterator], push: Array.prototype.push, call: Function.prototype.call };
  const controller = new AbortController();
  const target = new EventTarget();
  let calls = 0;
  Array.prototype[Symbol.iterator] = patched;
  Array.prototype.push = patched;
  Function.prototype.call = patched;
  try {
    target.addEventListener("a", () => calls++, { signal: controller.signal });
    target.addEventListener("a", { handleEvent() { calls++; } }, true);
    target.dispatchEvent(new CustomEvent("a"));
    controller.signal.onabort = (event) => { calls += event.composedPath().length; };
    controller.abort();
    target.dispatchEvent(new Event("a"));
  } finally {
    Array.prototype[Symbol.iterator] = saved.iterator;
    Array.prototype.push = saved.push;
    Function.prototype.call = saved.call;
  }
  assert_equals(calls, 4);
}, "intrinsics that the program has patched are not used");
