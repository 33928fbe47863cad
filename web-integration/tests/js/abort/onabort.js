// clause: HTML, event handlers; DOM, AbortSignal.onabort

const fresh = () => {
  const controller = new AbortController();
  return [controller, controller.signal];
};

test(() => {
  const [controller, signal] = fresh();
  const log = [];
  signal.addEventListener("abort", () => log.push("before"));
  signal.onabort = () => log.push("replaced");
  signal.addEventListener("abort", () => log.push("after"));
  signal.onabort = () => log.push("handler");
  controller.abort();
  assert_array_equals(log, ["before", "handler", "after"]);
}, "the handler runs where it was set first, with its latest value");

test(() => {
  const [controller, signal] = fresh();
  const log = [];
  signal.onabort = () => log.push("handler");
  signal.addEventListener("abort", () => log.push("listener"));
  signal.onabort = null;
  signal.onabort = () => log.push("anew");
  controller.abort();
  assert_array_equals(log, ["listener", "anew"]);
}, "setting null and then a function moves the handler to the end");

test(() => {
  const [controller, signal] = fresh();
  const f = () => assert_unreached();
  signal.onabort = f;
  assert_equals(signal.onabort, f);
  signal.onabort = 5;
  assert_equals(signal.onabort, null);
  signal.onabort = f;
  signal.onabort = undefined;
  assert_equals(signal.onabort, null);
  controller.abort();
  assert_equals(take_reports().length, 0);
}, "what is no object is null, and null is no handler");

test(() => {
  const [controller, signal] = fresh();
  const object = { handleEvent() { assert_unreached(); } };
  signal.onabort = object;
  assert_equals(signal.onabort, object);
  controller.abort();
  assert_equals(take_reports().length, 0);
}, "an object that cannot be called is kept and not called");

test(() => {
  const [controller, signal] = fresh();
  let calls = 0;
  const f = function () { calls++; assert_equals(this, signal); };
  signal.onabort = f;
  signal.addEventListener("abort", f);
  signal.addEventListener("abort", f);
  controller.abort();
  assert_equals(calls, 2);
  assert_equals(take_reports().length, 0);
}, "a handler and a listener of the same function are two");

test(() => {
  const [controller, signal] = fresh();
  let calls = 0;
  const f = () => calls++;
  signal.onabort = f;
  signal.removeEventListener("abort", f);
  controller.abort();
  assert_equals(calls, 1);
}, "removeEventListener does not remove a handler");

test(() => {
  const [, signal] = fresh();
  signal.onabort = () => false;
  assert_equals(signal.dispatchEvent(new Event("abort", { cancelable: true })), false);
  signal.onabort = () => 0;
  assert_equals(signal.dispatchEvent(new Event("abort", { cancelable: true })), true);
  signal.onabort = null;
  signal.addEventListener("abort", () => false);
  assert_equals(signal.dispatchEvent(new Event("abort", { cancelable: true })), true);
}, "a handler that returns false cancels the event, a listener does not");

test(() => {
  const [controller, signal] = fresh();
  const log = [];
  signal.addEventListener("abort", () => { signal.onabort = () => log.push("new"); });
  signal.onabort = () => log.push("old");
  controller.abort();
  assert_array_equals(log, ["new"]);
}, "a handler that is replaced while dispatching is looked up when its turn comes");

test(() => {
  const [controller, signal] = fresh();
  const log = [];
  signal.addEventListener("abort", () => { signal.onabort = null; });
  signal.onabort = () => log.push("handler");
  controller.abort();
  assert_array_equals(log, []);
}, "a handler that is set to null while dispatching is not called");

test(() => {
  const [controller, signal] = fresh();
  signal.onabort = () => { throw "thrown"; };
  controller.abort();
  assert_array_equals(take_reports().map((report) => report.error), ["thrown"]);
}, "what a handler throws is reported");
