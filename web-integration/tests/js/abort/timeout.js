// clause: DOM, AbortSignal.timeout

promise_test(async () => {
  const begun = Date.now();
  const signal = AbortSignal.timeout(20);
  assert_true(signal instanceof AbortSignal);
  assert_equals(signal.aborted, false);
  const aborted = new Promise((resolve) => { signal.onabort = resolve; });
  await delay(60); // the signal alone would not be waited for
  const event = await aborted;
  assert_true(Date.now() - begun >= 19);
  assert_equals(signal.aborted, true);
  assert_equals(signal.reason.name, "TimeoutError");
  assert_equals(signal.reason.code, 23);
  assert_true(signal.reason instanceof DOMException);
  assert_equals(event.isTrusted, true);
  assert_throws_dom("TimeoutError", () => signal.throwIfAborted());
}, "the signal is aborted with a TimeoutError when the time is over");

promise_test(async () => {
  const signal = AbortSignal.timeout(0);
  assert_equals(signal.aborted, false);
  await null;
  assert_equals(signal.aborted, false);
  await delay(2);
  assert_equals(signal.aborted, true);
}, "a timeout of zero is over in a later task");

promise_test(async () => {
  const order = [];
  // A day away: they are made first, and not over.
  for (const day of [86_400_000, "86400000.9", { valueOf: () => "86400000.9" }]) {
    AbortSignal.timeout(day).onabort = () => order.push("day");
  }
  // Each is over no earlier than the one before it, however long the machine pauses between the calls.
  AbortSignal.timeout(1).onabort = () => order.push(1);
  AbortSignal.timeout({ valueOf: () => "5.9" }).onabort = () => order.push(5);
  AbortSignal.timeout(15).onabort = () => order.push(15);
  await delay(40);
  assert_array_equals(order, [1, 5, 15]);
}, "timeouts are over in their order, and numbers are converted");

test(() => {
  assert_throws_js(TypeError, () => AbortSignal.timeout());
  for (const bad of [-1, NaN, Infinity, -Infinity, 2 ** 53, "x", undefined, {}, Symbol(), 1n]) {
    assert_throws_js(TypeError, () => AbortSignal.timeout(bad), typeof bad);
  }
  for (const good of [-0.9, null, false, ""]) {
    assert_equals(AbortSignal.timeout(good).aborted, false);
  }
}, "the range of an unsigned long long is enforced");

promise_test(async () => {
  const target = new EventTarget();
  let calls = 0;
  target.addEventListener("a", () => calls++, { signal: AbortSignal.timeout(3) });
  target.dispatchEvent(new Event("a"));
  await delay(10);
  target.dispatchEvent(new Event("a"));
  assert_equals(calls, 1);
}, "a timeout removes its listeners");

promise_test(async () => {
  const signal = AbortSignal.timeout(1);
  signal.addEventListener("abort", () => { throw "thrown"; });
  let reached = false;
  signal.addEventListener("abort", () => { reached = true; });
  await delay(5);
  assert_true(reached);
  assert_array_equals(take_reports().map((report) => report.error), ["thrown"]);
}, "what a listener of a timeout throws is reported once");
