// clause: DOM, interface Event: constructor, attributes, flags, initEvent

test(() => {
  const event = new Event("a");
  assert_equals(event.type, "a");
  assert_equals(event.bubbles, false);
  assert_equals(event.cancelable, false);
  assert_equals(event.composed, false);
  assert_equals(event.target, null);
  assert_equals(event.srcElement, null);
  assert_equals(event.currentTarget, null);
  assert_equals(event.eventPhase, 0);
  assert_equals(event.defaultPrevented, false);
  assert_equals(event.returnValue, true);
  assert_equals(event.cancelBubble, false);
  assert_equals(event.isTrusted, false);
  assert_array_equals(event.composedPath(), []);
}, "a new event has the defaults");

test(() => {
  const event = new Event("a", { bubbles: 1, cancelable: "yes", composed: {} });
  assert_equals(event.bubbles, true);
  assert_equals(event.cancelable, true);
  assert_equals(event.composed, true);
  const one = new Event("a", { composed: true });
  assert_array_equals([one.bubbles, one.cancelable, one.composed], [false, false, true]);
}, "EventInit sets each attribute on its own");

test(() => {
  const log = [];
  const init = {
    get composed() { log.push("composed"); },
    get cancelable() { log.push("cancelable"); },
    get bubbles() { log.push("bubbles"); },
    get detail() { log.push("detail"); },
  };
  new Event({ toString() { log.push("type"); return "x"; } }, init);
  assert_array_equals(log.splice(0), ["type", "bubbles", "cancelable", "composed"]);
  new CustomEvent("x", init);
  assert_array_equals(log, ["bubbles", "cancelable", "composed", "detail"]);
}, "arguments and dictionary members are read in the order of Web IDL");

test(() => {
  assert_throws_js(TypeError, () => new Event());
  assert_throws_js(TypeError, () => Event("a"));
  const thrower = { toString() { throw new RangeError(); } };
  for (const f of [Event, CustomEvent, DOMException]) {
    assert_throws_js(TypeError, () => f(thrower));
    assert_throws_js(RangeError, () => new f(thrower));
  }
  assert_throws_js(TypeError, () => new Event("a", 1));
  assert_throws_js(TypeError, () => new Event(Symbol()));
  assert_equals(new Event(undefined).type, "undefined");
  assert_equals(new Event("a", null).type, "a");
  assert_equals(new Event("a", undefined).type, "a");
}, "the constructor checks its arguments");

test(() => {
  const names = ["NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"];
  names.forEach((name, value) => {
    for (const object of [Event, Event.prototype]) {
      const property = Object.getOwnPropertyDescriptor(object, name);
      assert_equals(property.value, value);
      assert_array_equals([property.writable, property.enumerable, property.configurable], [false, true, false]);
    }
  });
}, "the phases are constants of the interface and of its prototype");

test(() => {
  const own = Object.getOwnPropertyDescriptor(new Event("a"), "isTrusted");
  assert_equals(own.configurable, false);
  assert_equals(own.enumerable, true);
  assert_equals(own.set, undefined);
  assert_equals(own.get, Object.getOwnPropertyDescriptor(new CustomEvent("b"), "isTrusted").get);
  assert_equals("isTrusted" in Event.prototype, false);
}, "isTrusted is an unforgeable accessor of each event, with one getter");

test(() => {
  const plain = new Event("a");
  plain.preventDefault();
  plain.returnValue = false;
  assert_equals(plain.defaultPrevented, false);
  const first = new Event("a", { cancelable: true });
  first.preventDefault();
  assert_array_equals([first.defaultPrevented, first.returnValue], [true, false]);
  const second = new Event("a", { cancelable: true });
  second.returnValue = true;
  assert_equals(second.defaultPrevented, false);
  second.returnValue = false;
  assert_equals(second.defaultPrevented, true);
  second.returnValue = true;
  assert_equals(second.defaultPrevented, true);
}, "preventDefault and returnValue cancel what is cancelable, for good");

test(() => {
  const event = new Event("a");
  event.cancelBubble = false;
  assert_equals(event.cancelBubble, false);
  event.stopPropagation();
  assert_equals(event.cancelBubble, true);
  event.cancelBubble = false;
  assert_equals(event.cancelBubble, true);
  const other = new Event("a");
  other.stopImmediatePropagation();
  assert_equals(other.cancelBubble, true);
}, "cancelBubble tells and sets the stop propagation flag, and does not unset it");

test(() => {
  const event = new Event("a", { cancelable: true, composed: true });
  event.preventDefault();
  event.stopPropagation();
  new EventTarget().dispatchEvent(event);
  event.stopPropagation();
  event.initEvent("b", true);
  assert_array_equals([event.type, event.bubbles, event.cancelable], ["b", true, false]);
  assert_array_equals([event.defaultPrevented, event.cancelBubble], [false, false]);
  assert_equals(event.target, null);
  assert_equals(event.composed, true);
  assert_throws_js(TypeError, () => event.initEvent());
}, "initEvent resets the flags and the target");

test(() => {
  const target = new EventTarget();
  const event = new Event("a", { cancelable: true });
  target.addEventListener("a", () => {
    event.preventDefault();
    event.initEvent("b", true, false);
  });
  assert_equals(target.dispatchEvent(event), false);
  assert_array_equals([event.type, event.bubbles, event.cancelable], ["a", false, true]);
}, "initEvent does nothing while the event is dispatched");

promise_test(async () => {
  const before = Date.now();
  const first = new Event("a").timeStamp;
  assert_true(first >= 0);
  const wall = performance.timeOrigin + first;
  assert_true(wall > before - 1000 && wall < Date.now() + 1000, `${before} ${wall}`);
  await delay(5);
  const second = new Event("a").timeStamp;
  // Two are for the fractions.
  const most = Date.now() - before + 2;
  assert_true(second - first >= 4 && second - first <= most, `${second - first} of ${most}`);
}, "timeStamp counts milliseconds from the time origin, at creation");

test(() => {
  for (const name of ["type", "target", "srcElement", "currentTarget", "eventPhase", "cancelBubble", "bubbles",
    "cancelable", "returnValue", "defaultPrevented", "composed", "timeStamp"]) {
    const property = Object.getOwnPropertyDescriptor(Event.prototype, name);
    assert_array_equals([property.enumerable, property.configurable], [true, true], name);
    assert_equals(property.set !== undefined, name === "cancelBubble" || name === "returnValue", name);
    assert_throws_js(TypeError, () => property.get.call({}), name);
    assert_equals(property.get.name, `get ${name}`);
  }
  for (const [name, length] of [["composedPath", 0], ["stopPropagation", 0], ["stopImmediatePropagation", 0],
    ["preventDefault", 0], ["initEvent", 1]]) {
    assert_equals(Event.prototype[name].length, length, name);
    assert_throws_js(TypeError, () => Event.prototype[name].call(new EventTarget(), "a"), name);
  }
}, "the members are shaped as Web IDL says and check their receiver");

test(() => {
  assert_equals(new CustomEvent("a").detail, null);
  assert_equals(new CustomEvent("a", { detail: undefined }).detail, null);
  const detail = {};
  const event = new CustomEvent("a", { detail, cancelable: true });
  assert_equals(event.detail, detail);
  assert_equals(event.cancelable, true);
  assert_true(event instanceof Event);
  assert_equals(Object.getPrototypeOf(CustomEvent), Event);
  assert_equals(Object.prototype.toString.call(event), "[object CustomEvent]");
}, "a CustomEvent has a detail and is an Event");

test(() => {
  const event = new CustomEvent("a", { detail: 1 });
  event.initCustomEvent("b", true, true, 2);
  assert_array_equals([event.type, event.bubbles, event.cancelable, event.detail], ["b", true, true, 2]);
  event.initCustomEvent("c");
  assert_array_equals([event.type, event.bubbles, event.cancelable, event.detail], ["c", false, false, null]);
  assert_throws_js(TypeError, () => event.initCustomEvent());
  const get = Object.getOwnPropertyDescriptor(CustomEvent.prototype, "detail").get;
  assert_throws_js(TypeError, () => get.call(new Event("a")));
  assert_throws_js(TypeError, () => CustomEvent.prototype.initCustomEvent.call(new Event("a"), "b"));
}, "initCustomEvent sets the detail, of custom events only");

test(() => {
  const target = new EventTarget();
  const event = new CustomEvent("a", { detail: 1 });
  target.addEventListener("a", () => event.initCustomEvent("b", false, false, 2));
  target.dispatchEvent(event);
  assert_array_equals([event.type, event.detail], ["a", 1]);
}, "initCustomEvent does nothing while the event is dispatched");

test(() => {
  class Mine extends CustomEvent {
    constructor() {
      super("mine", { detail: 3 });
      this.extra = 4;
    }
  }
  const event = new Mine();
  assert_true(event instanceof Mine);
  assert_array_equals([event.type, event.detail, event.extra], ["mine", 3, 4]);
  let seen;
  const target = new EventTarget();
  target.addEventListener("mine", (e) => { seen = e; });
  target.dispatchEvent(event);
  assert_equals(seen, event);
}, "events can be subclassed");
