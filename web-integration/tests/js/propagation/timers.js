// clause: AsyncContext web integration: schedulers capture at the call

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();

// Each function in the same words: how it is called, and how it is cancelled.
const schedulers = {
  setTimeout: [(f) => setTimeout(f, 1), clearTimeout],
  setImmediate: [setImmediate, clearImmediate],
  queueMicrotask: [queueMicrotask],
  requestAnimationFrame: [requestAnimationFrame, cancelAnimationFrame],
  requestIdleCallback: [requestIdleCallback, cancelIdleCallback],
};
const settle = () => inside("waiting", () => settled(40));

for (const [name, [schedule, cancel]] of Object.entries(schedulers)) {
  promise_test(async () => {
    const log = [];
    const f = inside("created", () => () => log.push(now()));
    inside("called", () => schedule(f));
    inside("second", () => schedule(f));
    schedule(f);
    await settle();
    assert_array_equals(log.sort(), ["called", "none", "second"]);
  }, `${name}: each callback runs in the mapping of its call`);

  promise_test(async () => {
    const log = [];
    inside("outer", () => schedule(() => inside("inner", () => {
      schedule(() => log.push(now()));
      Promise.resolve().then(() => log.push(now()));
    })));
    await settle();
    await settle();
    assert_array_equals(log, ["inner", "inner"]);
  }, `${name}: what the callback starts captures anew`);

  promise_test(async () => {
    const log = [];
    const target = new EventTarget();
    inside("registered", () => target.addEventListener("a", () => log.push(now())));
    inside("called", () => schedule(() => target.dispatchEvent(new Event("a"))));
    await settle();
    assert_array_equals(log, ["called"]);
  }, `${name}: events that the callback causes are transparent`);

  promise_test(async () => {
    inside("called", () => schedule(() => { throw 1; }));
    inside("called", () => schedule(() => inside("inner", () => { throw 2; })));
    const log = [];
    schedule(() => log.push(now()));
    await settle();
    const reports = take_reports().map(({ error, asyncContext }) => [error, asyncContext.run(now)].join());
    assert_array_equals(reports, ["1,called", "2,inner"]);
    assert_array_equals(log, ["none"]);
  }, `${name}: what the callback throws is reported with its mapping, and nothing of it stays`);

  if (!cancel) continue;
  promise_test(async () => {
    const log = [];
    const f = () => log.push(now());
    const id = inside("cancelled", () => schedule(f));
    inside("called", () => schedule(f));
    inside("cancelling", () => cancel(id));
    await settle();
    assert_array_equals(log, ["called"]);
  }, `${name}: cancelling runs nothing`);
}

promise_test(async () => {
  const log = [];
  await inside("called", () => new Promise((resolve) => {
    const id = setInterval(() => {
      log.push(now());
      inside("inner", () => {});
      if (log.length < 3) return;
      inside("clearing", () => clearInterval(id));
      resolve();
    }, 1);
  }));
  assert_array_equals(log, ["called", "called", "called"]);
}, "setInterval: each tick runs in the mapping of the call");

promise_test(async () => {
  globalThis.seen = [];
  globalThis.current = now;
  inside("called", () => setTimeout("seen.push(current())"));
  inside("called", () => setTimeout("throw current()"));
  await settled(3);
  assert_array_equals([...seen], ["called"]);
  const [report] = take_reports();
  assert_equals(report.error, "called");
  assert_equals(report.asyncContext.run(now), "called");
}, "setTimeout: a string is evaluated in the mapping of the call");

promise_test(async () => {
  const log = [];
  inside("called", () => setTimeout({ toString() { log.push(now()); return ""; } }, {
    valueOf() { log.push(now()); return 0; },
  }));
  await settled(3);
  assert_array_equals(log, ["called", "called"]);
}, "setTimeout: conversions run at the call");

promise_test(async () => {
  const log = [];
  await inside("loop", () => new Promise((resolve) => {
    (function again() {
      log.push(now());
      if (log.length < 5) setTimeout(again);
      else resolve();
    })();
  }));
  assert_array_equals(log, ["loop", "loop", "loop", "loop", "loop"]);
}, "setTimeout: a recursive one carries its mapping along");
