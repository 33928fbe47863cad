// clause: HTML, animation frames

test(() => {
  assert_throws_js(TypeError, () => requestAnimationFrame());
  assert_throws_js(TypeError, () => cancelAnimationFrame());
  for (const bad of [undefined, null, "code", {}]) {
    assert_throws_js(TypeError, () => requestAnimationFrame(bad));
  }
  assert_array_equals([requestAnimationFrame.length, cancelAnimationFrame.length], [1, 1]);
  for (const other of [undefined, 0, -1, "x"]) assert_equals(cancelAnimationFrame(other), undefined);
}, "the arguments are checked");

promise_test(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const now = () => new Event("").timeStamp;
  let all;
  // Again on a busy machine, which may take half a second away.
  for (let again = 0; again < 20 && !(all < 600); again++) {
    const times = [];
    const begun = now();
    while (times.length < 7) times.push(await frame());
    assert_true(times[0] >= begun && times.at(-1) <= now(), "on the clock of timestamps");
    for (let i = 1; i < times.length; i++) {
      assert_true(times[i] > times[i - 1], `${times}`);
    }
    // A frame that comes late takes nothing from the one after the next.
    all = times.at(-1) - times[0];
    assert_true(all > 5 * (1000 / 60) - 1, `six frames take ${all} ms`);
  }
  assert_true(all < 600, `six frames take ${all} ms`);
}, "there are sixty frames a second while callbacks are waiting");

promise_test(async () => {
  const log = [];
  const times = new Set();
  const note = (name) => function (time) {
    "use strict";
    log.push(name, this, arguments.length);
    times.add(time);
  };
  const first = requestAnimationFrame((time) => {
    note("first").call(undefined, time);
    requestAnimationFrame((time) => log.push("next frame", times.has(time)));
    cancelAnimationFrame(third);
    cancelAnimationFrame(first);
    queueMicrotask(() => log.push("microtask"));
  });
  requestAnimationFrame(note("second"));
  const third = requestAnimationFrame(note("third"));
  const fourth = requestAnimationFrame(note("fourth"));
  cancelAnimationFrame(fourth);
  await until(() => log.includes("next frame"));
  assert_array_equals(log, ["first", undefined, 1, "microtask", "second", undefined, 1, "next frame", false]);
  assert_equals(times.size, 1);
  assert_equals(new Set([first, third, fourth, 0]).size, 4);
}, "a frame calls what was requested before it, all with one time; cancelling works inside of it");

promise_test(async () => {
  const log = [];
  requestAnimationFrame(() => { throw 1; });
  requestAnimationFrame(() => log.push("second"));
  await delay(60);
  assert_array_equals(log, ["second"]);
  assert_array_equals(take_reports().map((report) => report.error), [1]);
}, "what a callback throws is reported, and the others still run");

promise_test(async () => {
  const log = [];
  cancelAnimationFrame(requestAnimationFrame(() => log.push("cancelled")));
  await delay(30);
  requestAnimationFrame(() => log.push("again"));
  await delay(60);
  assert_array_equals(log, ["again"]);
}, "after the last callback was cancelled frames begin again with the next");
