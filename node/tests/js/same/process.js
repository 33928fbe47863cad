// clause: process

test(() => {
  assert_true(Array.isArray(process.argv));
  assert_true(Array.isArray(process.execArgv));
  assert_equals(typeof process.env, "object");
  assert_equals(typeof process.cwd(), "string");
  assert_equals(typeof process.platform, "string");
  assert_equals(typeof process.version, "string");
  assert_equals(typeof process.versions, "object");
  assert_equals(typeof process.uptime(), "number");
  process.env.SET_BY_A_TEST = "1";
  assert_equals(process.env.SET_BY_A_TEST, "1");
  delete process.env.SET_BY_A_TEST;
  assert_equals(process.env.SET_BY_A_TEST, undefined);
}, "what libraries look at is there");

test(() => {
  const before = process.hrtime();
  assert_equals(before.length, 2);
  const passed = process.hrtime(before);
  assert_true(passed[0] >= 0 && passed[1] >= 0 && passed[1] < 1e9);
  assert_equals(typeof process.hrtime.bigint(), "bigint");
  assert_true(process.hrtime.bigint() <= process.hrtime.bigint());
  assert_throws_js(TypeError, () => process.hrtime(3));
}, "hrtime measures");

test(() => {
  assert_equals(process.exitCode, undefined);
  process.exitCode = 3;
  assert_equals(process.exitCode, 3);
  assert_throws_js(TypeError, () => { process.exitCode = "a"; });
  assert_throws_js(RangeError, () => { process.exitCode = 1.5; });
  assert_throws_js(RangeError, () => { process.exitCode = NaN; });
  assert_throws_js(TypeError, () => { process.exitCode = {}; });
  assert_equals(process.exitCode, 3);
  process.exitCode = undefined;
  assert_equals(process.exitCode, undefined);
}, "exitCode is an integer");

test(() => {
  const heard = [];
  const f = (value) => heard.push(`f ${value}`);
  const once = (value) => heard.push(`once ${value}`);
  assert_equals(process.on("my event", f), process);
  process.once("my event", once);
  assert_equals(process.listenerCount("my event"), 2);
  assert_equals(process.emit("my event", 1), true);
  assert_equals(process.emit("my event", 2), true);
  process.off("my event", f);
  assert_equals(process.emit("my event", 3), false);
  process.addListener("my event", f).prependListener("my event", once);
  assert_array_equals(process.listeners("my event"), [once, f]);
  process.emit("my event", 4);
  process.removeAllListeners("my event");
  assert_equals(process.emit("my event", 5), false);
  assert_array_equals(heard, ["f 1", "once 1", "f 2", "once 4", "f 4"]);
  assert_throws_js(TypeError, () => process.on("my event"));
}, "it is an event emitter");
