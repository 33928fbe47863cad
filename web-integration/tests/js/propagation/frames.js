// clause: AsyncContext web integration: requestAnimationFrame and requestIdleCallback capture at the call

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();

promise_test(async () => {
  const log = [];
  const times = new Set();
  const note = (time) => { log.push(now()); times.add(time); };
  for (const value of ["first", "second", "third"]) inside(value, () => requestAnimationFrame(note));
  requestAnimationFrame(note);
  await delay(60);
  assert_array_equals(log, ["first", "second", "third", "none"]);
  assert_equals(times.size, 1);
}, "requestAnimationFrame: callbacks of one frame run each in its own mapping");

promise_test(async () => {
  const log = [];
  await inside("loop", () => new Promise((resolve) => {
    requestAnimationFrame(function again() {
      log.push(now());
      if (log.length < 3) requestAnimationFrame(again);
      else resolve();
    });
  }));
  assert_array_equals(log, ["loop", "loop", "loop"]);
}, "requestAnimationFrame: a loop of frames carries its mapping along");

promise_test(async () => {
  const log = [];
  inside("first", () => requestAnimationFrame(() => {
    inside("cancelling", () => cancelAnimationFrame(second));
    log.push(now());
  }));
  const second = inside("second", () => requestAnimationFrame(() => log.push(now())));
  inside("third", () => requestAnimationFrame(() => log.push(now())));
  await delay(60);
  assert_array_equals(log, ["first", "third"]);
}, "requestAnimationFrame: cancelling inside of the frame changes no mapping");

promise_test(async () => {
  const log = [];
  let busy = true;
  (function again() { if (busy) setImmediate(again); })();
  const called = (timeout) => new Promise((resolve) => requestIdleCallback(({ didTimeout }) => {
    log.push(now(), didTimeout);
    resolve();
  }, { timeout }));
  await inside("timed out", () => called(3));
  busy = false;
  await inside("idle", () => called(60_000));
  assert_array_equals(log, ["timed out", true, "idle", false]);
}, "requestIdleCallback: the mapping is that of the call, whether idle or timed out");
