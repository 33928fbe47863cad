// clause: DOM, AbortController and AbortSignal

test(() => {
  const controller = new AbortController();
  const { signal } = controller;
  assert_true(signal instanceof AbortSignal);
  assert_true(signal instanceof EventTarget);
  assert_equals(controller.signal, signal);
  assert_equals(signal.aborted, false);
  assert_equals(signal.reason, undefined);
  assert_equals(signal.onabort, null);
  assert_equals(signal.throwIfAborted(), undefined);
}, "a new controller has one signal, which is not aborted");

test(() => {
  const controller = new AbortController();
  const { signal } = controller;
  const events = [];
  signal.addEventListener("abort", function (event) {
    events.push(event);
    assert_equals(this, signal);
    assert_equals(signal.aborted, true);
  });
  assert_equals(controller.abort(), undefined);
  controller.abort("again");
  assert_equals(events.length, 1);
  const [event] = events;
  assert_array_equals([event.type, event.bubbles, event.cancelable, event.isTrusted], ["abort", false, false, true]);
  assert_equals(event.target, signal);
  assert_equals(event.constructor, Event);
  assert_equals(signal.reason.name, "AbortError");
  assert_equals(signal.reason.code, 20);
  assert_true(signal.reason instanceof DOMException);
  assert_equals(signal.reason, signal.reason);
  assert_equals(take_reports().length, 0);
}, "abort fires one trusted abort event, after the signal is aborted");

test(() => {
  for (const reason of [null, false, 0, "", {}, NaN]) {
    const controller = new AbortController();
    controller.abort(reason);
    assert_equals(controller.signal.reason, reason);
    assert_throws_exactly(reason, () => controller.signal.throwIfAborted());
    assert_equals(AbortSignal.abort(reason).reason, reason);
  }
  const controller = new AbortController();
  controller.abort(undefined);
  assert_equals(controller.signal.reason.name, "AbortError");
  assert_throws_exactly(controller.signal.reason, () => controller.signal.throwIfAborted());
}, "any reason but undefined is kept and thrown as it is");

test(() => {
  const controller = new AbortController();
  const log = [];
  controller.signal.addEventListener("abort", () => {
    log.push("first");
    controller.abort("other");
  });
  controller.signal.addEventListener("abort", () => log.push(controller.signal.reason));
  controller.abort("reason");
  assert_array_equals(log, ["first", "reason"]);
}, "aborting again while aborting does nothing");

test(() => {
  const controller = new AbortController();
  const target = new EventTarget();
  const log = [];
  target.addEventListener("a", () => log.push("called"), { signal: controller.signal });
  controller.signal.addEventListener("abort", () => target.dispatchEvent(new Event("a")));
  controller.abort();
  assert_array_equals(log, []);
}, "listeners that the signal removes are gone before the abort event");

test(() => {
  const signal = AbortSignal.abort();
  assert_true(signal instanceof AbortSignal);
  assert_equals(signal.aborted, true);
  assert_equals(signal.reason.name, "AbortError");
  signal.addEventListener("abort", () => assert_unreached());
  assert_not_equals(AbortSignal.abort(), signal);
}, "AbortSignal.abort makes a signal that is aborted, without an event");

test(() => {
  assert_throws_js(TypeError, () => new AbortSignal());
  assert_throws_js(TypeError, () => AbortSignal());
  class Mine extends AbortSignal {}
  assert_throws_js(TypeError, () => new Mine());
  assert_throws_js(TypeError, () => AbortController());
  assert_equals(Object.getPrototypeOf(AbortSignal), EventTarget);
  assert_equals(Object.getPrototypeOf(AbortSignal.prototype), EventTarget.prototype);
  assert_equals(Object.prototype.toString.call(AbortSignal.abort()), "[object AbortSignal]");
  class Controller extends AbortController { mine = 1; }
  const controller = new Controller();
  controller.abort();
  assert_equals(controller.signal.aborted, true);
}, "AbortSignal is not constructible, AbortController can be subclassed");

test(() => {
  for (const name of ["aborted", "reason", "onabort"]) {
    const { get } = Object.getOwnPropertyDescriptor(AbortSignal.prototype, name);
    assert_throws_js(TypeError, () => get.call(new EventTarget()), name);
  }
  const { set } = Object.getOwnPropertyDescriptor(AbortSignal.prototype, "onabort");
  assert_throws_js(TypeError, () => set.call(new EventTarget(), () => {}));
  assert_throws_js(TypeError, () => AbortSignal.prototype.throwIfAborted.call(new EventTarget()));
  assert_throws_js(TypeError, () => AbortController.prototype.abort.call(AbortSignal.abort()));
  const { get } = Object.getOwnPropertyDescriptor(AbortController.prototype, "signal");
  assert_throws_js(TypeError, () => get.call(AbortSignal.abort()));
  const { abort } = new AbortController();
  assert_throws_js(TypeError, () => abort());
  assert_array_equals([AbortSignal.abort.length, AbortSignal.timeout.length, AbortSignal.any.length], [0, 1, 1]);
}, "members check their receiver");

test(() => {
  const controller = new AbortController();
  controller.signal.addEventListener("abort", () => { throw "thrown"; });
  let reached = false;
  controller.signal.addEventListener("abort", () => { reached = true; });
  controller.abort();
  assert_true(reached);
  assert_array_equals(take_reports().map((report) => report.error), ["thrown"]);
}, "a listener that throws does not reach the caller of abort");

test(() => {
  const controller = new AbortController();
  const { signal } = controller;
  signal.dispatchEvent(new Event("abort"));
  assert_equals(signal.aborted, false);
}, "dispatching an abort event aborts nothing");
