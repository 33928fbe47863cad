// clause: DOM, dispatchEvent and event dispatch

test(() => {
  const target = new EventTarget();
  const event = new Event("a");
  let calls = 0;
  target.addEventListener("a", function (e) {
    calls++;
    assert_equals(e, event);
    assert_equals(this, target);
    assert_equals(e.target, target);
    assert_equals(e.srcElement, target);
    assert_equals(e.currentTarget, target);
    assert_equals(e.eventPhase, Event.AT_TARGET);
    const path = e.composedPath();
    assert_array_equals(path, [target]);
    assert_not_equals(e.composedPath(), path);
  });
  assert_equals(target.dispatchEvent(event), true);
  assert_equals(calls, 1);
  assert_equals(take_reports().length, 0);
  assert_equals(event.target, target);
  assert_equals(event.currentTarget, null);
  assert_equals(event.eventPhase, Event.NONE);
  assert_array_equals(event.composedPath(), []);
}, "while its listeners run an event is at its target, and afterwards it remembers the target only");

test(() => {
  const target = new EventTarget();
  assert_throws_js(TypeError, () => target.dispatchEvent());
  assert_throws_js(TypeError, () => target.dispatchEvent(null));
  assert_throws_js(TypeError, () => target.dispatchEvent({ type: "a" }));
  assert_throws_js(TypeError, () => target.dispatchEvent(Object.create(Event.prototype)));
  assert_throws_js(TypeError, () => EventTarget.prototype.dispatchEvent.call({}, new Event("a")));
}, "only events are dispatched");

test(() => {
  const target = new EventTarget();
  target.addEventListener("a", (event) => event.preventDefault());
  assert_equals(target.dispatchEvent(new Event("a")), true);
  assert_equals(target.dispatchEvent(new Event("a", { cancelable: true })), false);
  const canceled = new Event("none", { cancelable: true });
  canceled.preventDefault();
  assert_equals(target.dispatchEvent(canceled), false);
}, "dispatchEvent returns false if the event is canceled, also before");

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener("a", () => log.push("bubble 1"));
  target.addEventListener("a", () => log.push("capture 1"), true);
  target.addEventListener("a", () => log.push("bubble 2"));
  target.addEventListener("a", () => log.push("capture 2"), { capture: true });
  target.dispatchEvent(new Event("a"));
  assert_array_equals(log, ["capture 1", "capture 2", "bubble 1", "bubble 2"]);
}, "capturing listeners come first, each kind in the order of being added");

test(() => {
  const target = new EventTarget();
  const log = [];
  const event = new Event("a");
  target.addEventListener("a", () => { log.push(1); event.stopPropagation(); }, true);
  target.addEventListener("a", () => log.push(2), true);
  target.addEventListener("a", () => log.push(3));
  target.dispatchEvent(event);
  assert_array_equals(log.splice(0), [1, 2]);
  assert_equals(event.cancelBubble, false, "the flag is unset at the end");
  event.stopPropagation();
  target.dispatchEvent(event);
  assert_array_equals(log, [], "a flag set before stops everything");
}, "stopPropagation lets the listeners of the pass finish");

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener("a", () => log.push(1));
  target.addEventListener("a", (event) => { log.push(2); event.stopImmediatePropagation(); });
  target.addEventListener("a", () => log.push(3));
  const event = new Event("a");
  target.dispatchEvent(event);
  assert_array_equals(log.splice(0), [1, 2]);
  target.dispatchEvent(event);
  assert_array_equals(log, [1, 2], "and only for one dispatch");
}, "stopImmediatePropagation ends the dispatch");

test(() => {
  const target = new EventTarget();
  const other = new EventTarget();
  const event = new Event("a");
  let calls = 0;
  target.addEventListener("a", () => {
    calls++;
    assert_throws_dom("InvalidStateError", () => target.dispatchEvent(event));
    assert_throws_dom("InvalidStateError", () => other.dispatchEvent(event));
    assert_equals(event.target, target);
  });
  target.dispatchEvent(event);
  target.dispatchEvent(event);
  assert_equals(calls, 2);
  assert_equals(take_reports().length, 0);
  other.dispatchEvent(event);
  assert_equals(event.target, other);
}, "an event that is being dispatched cannot be dispatched, afterwards it can again");

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener("a", () => {
    log.push("a begins");
    target.dispatchEvent(new Event("b"));
    log.push("a ends");
  });
  target.addEventListener("b", () => log.push("b"));
  target.dispatchEvent(new Event("a"));
  assert_array_equals(log, ["a begins", "b", "a ends"]);
}, "another event can be dispatched meanwhile, synchronously");

test(() => {
  const target = new EventTarget();
  const log = [];
  const late = () => log.push("late");
  target.addEventListener("a", () => {
    log.push("first");
    target.addEventListener("a", late);
  });
  target.dispatchEvent(new Event("a"));
  assert_array_equals(log.splice(0), ["first"]);
  target.dispatchEvent(new Event("a"));
  assert_array_equals(log, ["first", "late"]);
}, "a listener added while its pass runs is called from the next event on");

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener("a", () => target.addEventListener("a", () => log.push("bubble")), { capture: true, once: true });
  target.dispatchEvent(new Event("a"));
  assert_array_equals(log, ["bubble"]);
}, "a listener added in the capturing pass is called in the bubbling pass");

test(() => {
  const target = new EventTarget();
  const log = [];
  const second = () => log.push("second");
  target.addEventListener("a", () => {
    log.push("first");
    target.removeEventListener("a", second);
    target.addEventListener("a", second);
  }, { once: true });
  target.addEventListener("a", second);
  target.addEventListener("a", () => log.push("third"));
  target.dispatchEvent(new Event("a"));
  assert_array_equals(log.splice(0), ["first", "third"], "also if it is added anew");
  target.dispatchEvent(new Event("a"));
  assert_array_equals(log, ["third", "second"]);
}, "a listener removed while dispatching is not called");

test(() => {
  const target = new EventTarget();
  const log = [];
  const first = new Error("first");
  target.addEventListener("a", () => { log.push(1); throw first; });
  target.addEventListener("a", () => { log.push(2); throw 2; });
  target.addEventListener("a", () => log.push(3));
  const event = new Event("a", { cancelable: true });
  assert_equals(target.dispatchEvent(event), true);
  assert_array_equals(log, [1, 2, 3]);
  assert_array_equals(take_reports().map((report) => report.error), [first, 2]);
  assert_equals(event.eventPhase, Event.NONE);
}, "what a listener throws is reported and stops nothing");

test(() => {
  const target = new EventTarget();
  const log = [];
  const order = [];
  target.addEventListener("a", { handleEvent: 5 });
  target.addEventListener("a", {});
  target.addEventListener("a", { get handleEvent() { throw "getter"; } });
  target.addEventListener("a", () => order.push(take_reports().map((report) => report.error)));
  target.dispatchEvent(new Event("a"));
  const [errors] = order;
  assert_equals(errors.length, 3, "reported before the next listener is called");
  assert_equals(errors[0].constructor, TypeError);
  assert_equals(errors[1].constructor, TypeError);
  assert_equals(errors[2], "getter");
}, "a missing handleEvent and a throwing one are reported at once");

test(() => {
  const target = new EventTarget();
  target.addEventListener("a", (event) => { throw event.preventDefault(); });
  const event = new Event("a", { cancelable: true });
  assert_equals(target.dispatchEvent(event), false);
  assert_equals(take_reports().length, 1);
  let seen;
  target.addEventListener("b", () => { throw 1; }, { passive: true });
  target.addEventListener("b", (e) => { e.preventDefault(); seen = e.defaultPrevented; });
  target.dispatchEvent(new Event("b", { cancelable: true }));
  assert_equals(seen, true, "a passive listener that throws leaves no flag behind");
  take_reports();
}, "a listener that throws can have canceled");

test(() => {
  const controller = new AbortController();
  let trusted;
  let event;
  controller.signal.addEventListener("abort", (e) => { trusted = e.isTrusted; event = e; });
  controller.abort();
  assert_equals(trusted, true);
  assert_equals(event.isTrusted, true);
  const target = new EventTarget();
  target.addEventListener("abort", (e) => { trusted = e.isTrusted; });
  target.dispatchEvent(event);
  assert_equals(trusted, false);
}, "an event of the platform is trusted until the program dispatches it");
