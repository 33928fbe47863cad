// clause: requestIdleCallback

test(() => {
  assert_throws_js(TypeError, () => requestIdleCallback());
  assert_throws_js(TypeError, () => cancelIdleCallback());
  for (const bad of [undefined, null, "code", {}]) {
    assert_throws_js(TypeError, () => requestIdleCallback(bad));
  }
  for (const bad of [1, "x", Symbol()]) {
    assert_throws_js(TypeError, () => requestIdleCallback(() => {}, bad));
  }
  assert_throws_exactly(1, () => requestIdleCallback(() => {}, { get timeout() { throw 1; } }));
  assert_throws_js(TypeError, () => requestIdleCallback(() => {}, { timeout: Symbol() }));
  assert_throws_js(TypeError, () => new IdleDeadline());
  assert_throws_js(TypeError, () => IdleDeadline.prototype.timeRemaining.call({}));
  assert_throws_js(TypeError, () => IdleDeadline.prototype.didTimeout);
  assert_array_equals([requestIdleCallback.length, cancelIdleCallback.length], [1, 1]);
}, "the arguments are checked");

promise_test(async () => {
  const log = [];
  const idle = new Promise((resolve) => requestIdleCallback(function (deadline) {
    "use strict";
    log.push("idle", deadline instanceof IdleDeadline, deadline.didTimeout, this, arguments.length);
    resolve();
  }));
  setTimeout(() => {
    log.push("timeout");
    queueMicrotask(() => log.push("microtask"));
  });
  setImmediate(() => log.push("immediate"));
  setImmediate(() => log.push("immediate"));
  await idle;
  assert_equals(log.indexOf("idle"), 4, `${log}`);
  assert_array_equals(log.slice(4), ["idle", true, false, undefined, 1]);
}, "it is called when nothing else is due");

promise_test(async () => {
  const log = [];
  let remaining;
  requestIdleCallback((deadline) => {
    log.push("first");
    remaining = deadline.timeRemaining();
    requestIdleCallback(() => log.push("nested"));
    cancelIdleCallback(third);
    throw 1;
  });
  requestIdleCallback(() => log.push("second"));
  const third = requestIdleCallback(() => log.push("third"));
  const fourth = requestIdleCallback(() => log.push("fourth"), { timeout: 5 });
  cancelIdleCallback(fourth);
  const next = setTimeout(() => {}, 30);
  await until(() => log.includes("nested"));
  clearTimeout(next);
  await delay(10);
  assert_array_equals(log, ["first", "second", "nested"]);
  assert_true(remaining >= 0 && remaining <= 30, `${remaining} ms, until the next timer is due`);
  assert_array_equals(take_reports().map((report) => report.error), [1]);
}, "callbacks run in their order, and one that throws is reported");

promise_test(async () => {
  const firsts = [];
  const far = setTimeout(() => {}, 60_000);
  // Again on a busy machine, which may take the time of a whole period away.
  while (!(firsts.at(-1) > 10) && firsts.length < 20) {
    const [first, later] = await new Promise((resolve) => {
      requestIdleCallback((deadline) => {
        const first = deadline.timeRemaining();
        const begun = Date.now();
        while (Date.now() < begun + 60);
        resolve([first, deadline.timeRemaining()]);
      });
    });
    firsts.push(first);
    assert_true(first <= 50, `${first}`);
    assert_equals(later, 0);
  }
  clearTimeout(far);
  assert_true(firsts.at(-1) > 10, `${firsts}`);
}, "an idle period is no longer than 50 ms");

promise_test(async () => {
  const log = [];
  let busy = true;
  (function again() { if (busy) setImmediate(again); })();
  requestIdleCallback((deadline) => {
    log.push("timed out", deadline.didTimeout, deadline.timeRemaining());
  }, { timeout: 5 });
  requestIdleCallback(() => log.push("idle"));
  await delay(20);
  assert_array_equals(log, ["timed out", true, 0]);
  busy = false;
  await until(() => log.includes("idle"));
  await delay(5);
  assert_array_equals(log.slice(3), ["idle"]);
}, "with a timeout it is called at the latest when that is over, but once");

promise_test(async () => {
  let log;
  // Again on a busy machine, which may take the five milliseconds away.
  do {
    log = [];
    requestIdleCallback((deadline) => log.push(deadline.didTimeout), { timeout: 5 });
    requestIdleCallback((deadline) => log.push(deadline.didTimeout), { timeout: 0 });
    await until(() => log.length >= 2);
    await delay(15);
  } while (log[0]);
  assert_array_equals(log, [false, false]);
}, "one that was called in time is not called again");
