// clause: HTML: ErrorEvent, PromiseRejectionEvent

test(() => {
  const event = new ErrorEvent("a");
  assert_equals(event.type, "a");
  assert_true(event instanceof Event);
  assert_equals(Object.getPrototypeOf(ErrorEvent), Event);
  assert_equals(ErrorEvent.length, 1);
  assert_equals(Object.prototype.toString.call(event), "[object ErrorEvent]");
  assert_array_equals([event.message, event.filename, event.lineno, event.colno, event.error, event.asyncContext],
    ["", "", 0, 0, undefined, null]);
  assert_false(event.isTrusted);
}, "an ErrorEvent by default");

test(() => {
  const event = new ErrorEvent("a", { message: 1, filename: "f\ud800", lineno: -1, colno: "7", error: null, asyncContext: 2,
    bubbles: true, cancelable: true });
  assert_array_equals([event.message, event.filename, event.lineno, event.colno, event.error, event.asyncContext],
    ["1", "f\ufffd", 4294967295, 7, null, 2]);
  assert_true(event.bubbles && event.cancelable);
}, "an ErrorEvent with all members");

test(() => {
  const log = [];
  const init = new Proxy({}, { get(_, name) { log.push(name); } });
  new ErrorEvent("a", init);
  assert_array_equals(log, ["bubbles", "cancelable", "composed", "asyncContext", "colno", "error", "filename", "lineno", "message"]);
  log.length = 0;
  assert_throws_js(TypeError, () => new PromiseRejectionEvent("a", init));
  assert_array_equals(log, ["bubbles", "cancelable", "composed", "asyncContext", "promise"]);
}, "the members are read in order");

test(() => {
  assert_throws_js(TypeError, () => new ErrorEvent());
  assert_throws_js(TypeError, () => ErrorEvent("a"));
  assert_throws_js(TypeError, () => new ErrorEvent("a", 1));
  assert_throws_js(TypeError, () => new ErrorEvent(Symbol()));
  assert_throws_js(TypeError, () => new ErrorEvent("a", { message: Symbol() }));
  assert_throws_exactly("thrown", () => new ErrorEvent("a", { get lineno() { throw "thrown"; } }));
  for (const name of ["message", "filename", "lineno", "colno", "error", "asyncContext"]) {
    const { get, set } = Object.getOwnPropertyDescriptor(ErrorEvent.prototype, name);
    assert_equals(set, undefined);
    for (const wrong of [undefined, {}, new Event("a"), new PromiseRejectionEvent("a", { promise: {} })]) {
      assert_throws_js(TypeError, () => get.call(wrong));
    }
  }
}, "bad input of ErrorEvent");

test(() => {
  const promise = Promise.resolve();
  const event = new PromiseRejectionEvent("a", { promise, reason: 1, asyncContext: 2, cancelable: true });
  assert_array_equals([event.promise, event.reason, event.asyncContext, event.cancelable], [promise, 1, 2, true]);
  const other = new PromiseRejectionEvent("a", { promise });
  assert_array_equals([other.reason, other.asyncContext], [undefined, null]);
  assert_equals(PromiseRejectionEvent.length, 2);
  assert_equals(Object.getPrototypeOf(PromiseRejectionEvent), Event);
}, "PromiseRejectionEvent");

test(() => {
  assert_throws_js(TypeError, () => new PromiseRejectionEvent("a"));
  assert_throws_js(TypeError, () => new PromiseRejectionEvent("a", {}));
  assert_throws_js(TypeError, () => new PromiseRejectionEvent("a", { promise: 1 }));
  assert_throws_js(TypeError, () => PromiseRejectionEvent("a", { promise: {} }));
  for (const name of ["promise", "reason", "asyncContext"]) {
    const { get } = Object.getOwnPropertyDescriptor(PromiseRejectionEvent.prototype, name);
    for (const wrong of [undefined, {}, new Event("a"), new ErrorEvent("a")]) {
      assert_throws_js(TypeError, () => get.call(wrong));
    }
  }
}, "bad input of PromiseRejectionEvent");

test(() => {
  class Own extends ErrorEvent {}
  const event = new Own("a", { message: "m" });
  assert_true(event instanceof Own);
  assert_equals(event.message, "m");
}, "ErrorEvent can be subclassed");
