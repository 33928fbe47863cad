// clause: HTML: notify about rejected promises; AsyncContext web integration: error events

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const cause = (event) => event.asyncContext.run(() => variable.get());

const listen = (type, handle) => {
  const events = [];
  const listener = (event) => {
    events.push({ event, mapping: variable.get() });
    handle?.(event);
  };
  variable.run("registered", () => globalThis.addEventListener(type, listener));
  return { events, stop: () => removeEventListener(type, listener) };
};

promise_test(async () => {
  const { events, stop } = listen("unhandledrejection", (event) => event.preventDefault());
  const reason = new Error("m");
  let promise;
  variable.run("rejected", () => { promise = Promise.reject(reason); });
  await delay(1);
  stop();
  assert_equals(events.length, 1);
  const [{ event, mapping }] = events;
  assert_true(event instanceof PromiseRejectionEvent);
  assert_true(event.isTrusted && event.cancelable && !event.bubbles);
  assert_equals(event.target, globalThis);
  assert_equals(event.promise, promise);
  assert_equals(event.reason, reason);
  assert_equals(mapping, "none");
  assert_equals(cause(event), "rejected");
  assert_equals(take_reports().length, 0, "it was prevented");
}, "unhandledrejection is fired in the empty mapping and tells that of the rejection");

promise_test(async () => {
  const { events, stop } = listen("unhandledrejection", (event) => event.preventDefault());
  let reject;
  variable.run("created", () => new Promise((_, r) => { reject = r; }));
  variable.run("rejecting", () => reject(1));
  await delay(1);
  variable.run("throwing", () => { (async () => { await null; variable.run("inner", () => { throw 2; }); })(); });
  await delay(1);
  stop();
  assert_array_equals(events.map(({ event }) => `${event.reason} ${cause(event)}`), ["1 rejecting", "2 throwing"]);
}, "the cause is the mapping in which the promise was rejected");

promise_test(async () => {
  const unhandled = listen("unhandledrejection", (event) => event.preventDefault());
  const handled = listen("rejectionhandled");
  const promise = variable.run("rejected", () => Promise.reject(1));
  await delay(1);
  assert_equals(handled.events.length, 0);
  variable.run("handling", () => promise.catch(() => {}));
  await delay(1);
  unhandled.stop();
  handled.stop();
  assert_equals(unhandled.events.length, 1);
  const [{ event, mapping }, ...rest] = handled.events;
  assert_equals(rest.length, 0);
  assert_true(event instanceof PromiseRejectionEvent);
  assert_false(event.cancelable);
  assert_equals(event.type, "rejectionhandled");
  assert_equals(event.promise, promise);
  assert_equals(event.reason, 1);
  assert_equals(mapping, "none");
  assert_equals(cause(event), "rejected");
  const [report] = take_reports();
  assert_equals(report.type, "rejectionhandled", "which cannot be prevented");
}, "rejectionhandled");

promise_test(async () => {
  const unhandled = listen("unhandledrejection", (event) => event.promise.catch(() => {}));
  const handled = listen("rejectionhandled");
  Promise.reject(1);
  await delay(1);
  unhandled.stop();
  handled.stop();
  assert_equals(unhandled.events.length, 1);
  assert_equals(handled.events.length, 0, "a handler that comes in the event is not late");
  assert_equals(take_reports().length, 1, "but the default was not prevented");
}, "a listener that handles the promise");

promise_test(async () => {
  const log = [];
  onunhandledrejection = function (event) {
    log.push(this === globalThis, arguments.length, event.reason, variable.get());
    return false;
  };
  variable.run("rejected", () => Promise.reject(1));
  await delay(1);
  onunhandledrejection = () => true;
  Promise.reject(2);
  await delay(1);
  onunhandledrejection = null;
  assert_array_equals(log, [true, 1, 1, "none"]);
  assert_array_equals(take_reports().map((report) => report.reason), [2], "false cancels, true does not");
}, "onunhandledrejection");

promise_test(async () => {
  let seen;
  onrejectionhandled = (event) => { seen = event.type; };
  onunhandledrejection = () => false;
  const promise = Promise.reject(1);
  await delay(1);
  promise.catch(() => {});
  await delay(1);
  onrejectionhandled = onunhandledrejection = null;
  take_reports();
  assert_equals(seen, "rejectionhandled");
}, "onrejectionhandled");

promise_test(async () => {
  const errors = listen("error", (event) => event.preventDefault());
  const { events, stop } = listen("unhandledrejection", (event) => {
    event.preventDefault();
    if (event.reason === 1) throw "thrown";
  });
  Promise.reject(1);
  Promise.reject(2);
  await delay(1);
  stop();
  errors.stop();
  assert_array_equals(events.map(({ event }) => event.reason), [1, 2]);
  assert_array_equals(errors.events.map(({ event }) => event.error), ["thrown"]);
  assert_equals(errors.events[0].mapping, "none");
  assert_equals(take_reports().length, 0);
}, "a listener that throws makes an error event");

promise_test(async () => {
  const { events, stop } = listen("unhandledrejection", (event) => {
    event.preventDefault();
    if (event.reason < 3) Promise.reject(event.reason + 1);
  });
  Promise.reject(1);
  await delay(5);
  stop();
  assert_array_equals(events.map(({ event }) => event.reason), [1, 2, 3]);
}, "a listener that rejects is told of it");

promise_test(async () => {
  const promises = [];
  const { events, stop } = listen("unhandledrejection", (event) => event.preventDefault());
  assert_true(await collected(async () => {
    const value = {};
    promises.push(variable.run(value, () => Promise.reject(1)));
    await delay(1);
    stop();
    assert_equals(events.splice(0).length, 1);
    promises.pop();
    return value;
  }));
}, "the mapping of a rejection goes with its promise");
