// clause: HTML: microtasks run after each callback with which nothing of the program is running any more

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const noting = (log, name) => () => {
  log.push(name);
  variable.run(`${name}'s`, () => queueMicrotask(() => log.push(`after ${name} in ${variable.get()}`)));
  return variable.get();
};

promise_test(async () => {
  const log = [];
  const target = new EventTarget();
  target.addEventListener("a", noting(log, "first"));
  target.addEventListener("a", noting(log, "second"));
  $external(target, "a");
  await until(() => log.length === 4);
  assert_array_equals(log, ["first", "after first in first's", "second", "after second in second's"]);
}, "between two listeners of an event that nobody in the agent causes");

promise_test(async () => {
  const log = [];
  const target = new EventTarget();
  target.addEventListener("a", noting(log, "first"));
  target.addEventListener("a", noting(log, "second"));
  target.dispatchEvent(new Event("a"));
  log.push("dispatched");
  await null;
  const rest = ["after first in first's", "after second in second's"];
  assert_array_equals(log.splice(0), ["first", "second", "dispatched", ...rest]);
  queueMicrotask(() => { target.dispatchEvent(new Event("a")); log.push("dispatched"); });
  await delay(1);
  assert_array_equals(log, ["first", "second", "dispatched", ...rest]);
}, "not between those of an event that the program dispatches");

promise_test(async () => {
  const log = [];
  const xhr = new XMLHttpRequest();
  xhr.open("GET", `${$origin}/echo`);
  xhr.onload = noting(log, "load");
  xhr.onloadend = noting(log, "loadend");
  xhr.send();
  await until(() => log.length === 4);
  assert_array_equals(log, ["load", "after load in load's", "loadend", "after loadend in loadend's"]);
}, "between two events of one step");

promise_test(async () => {
  const log = [];
  const signal = AbortSignal.timeout(1);
  signal.onabort = () => { noting(log, "first")(); throw "thrown"; };
  AbortSignal.any([signal]).onabort = () => { noting(log, "second")(); Promise.reject("rejected"); };
  await delay(30);
  assert_array_equals(log, ["first", "after first in first's", "second", "after second in second's"]);
  assert_array_equals(take_reports().map((report) => report.error ?? report.reason), ["thrown", "rejected"]);
}, "also after a listener that throws or rejects");
