// clause: AsyncContext web integration: error events

const variable = new AsyncContext.Variable({ defaultValue: "none" });

test(() => {
  const target = new EventTarget();
  variable.run("registered", () => target.addEventListener("a", () => { throw 1; }));
  variable.run("fired", () => target.dispatchEvent(new Event("a")));
  const [report] = take_reports();
  assert_equals(report.error, 1);
  assert_equals(report.asyncContext.run(() => variable.get()), "fired");
}, "the report of a listener's exception has the mapping that the listener ran in");

promise_test(async () => {
  const signal = variable.run("called", () => AbortSignal.timeout(1));
  variable.run("registered", () => { signal.onabort = () => { throw 2; }; });
  await delay(5);
  const [report] = take_reports();
  assert_equals(report.error, 2);
  assert_equals(report.asyncContext.run(() => variable.get()), "called");
}, "the report of a timeout's listener has the mapping of the call of timeout");

test(() => {
  const target = new EventTarget();
  target.addEventListener("a", () => variable.run("inner", () => { throw 3; }));
  variable.run("fired", () => target.dispatchEvent(new Event("a")));
  const [report] = take_reports();
  assert_equals(report.error, 3);
  assert_equals(report.asyncContext.run(() => variable.get()), "inner");
}, "the report of an exception that leaves a run has the mapping of its throw");
