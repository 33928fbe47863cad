// clause: AsyncContext web integration: AbortSignal.timeout captures at the call, the signal holds it

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();

promise_test(async () => {
  const log = [];
  const signal = inside("called", () => AbortSignal.timeout(2));
  inside("registered", () => signal.addEventListener("abort", () => log.push(now())));
  inside("handler", () => { signal.onabort = () => log.push(now()); });
  await inside("waiting", () => delay(10));
  assert_array_equals(log, ["called", "called"]);
}, "abort listeners of a timeout run in the mapping of the call");

promise_test(async () => {
  const log = [];
  const signals = ["first", "second"].map((name) => inside(name, () => AbortSignal.timeout(2)));
  for (const signal of signals) signal.onabort = () => log.push(now());
  const empty = AbortSignal.timeout(2);
  inside("registered", () => { empty.onabort = () => log.push(now()); });
  await delay(10);
  assert_array_equals(log, ["first", "second", "none"]);
}, "each of several timeouts has its own mapping, also the empty one");

promise_test(async () => {
  const log = [];
  const source = inside("called", () => AbortSignal.timeout(2));
  const signal = inside("combined", () => AbortSignal.any([source]));
  inside("registered", () => { signal.onabort = () => log.push(now()); });
  await delay(10);
  assert_array_equals(log, ["called"]);
}, "listeners of a signal that depends on a timeout run in the mapping of the timeout's call");

promise_test(async () => {
  const log = [];
  const signal = inside("called", () => AbortSignal.timeout(2));
  signal.onabort = () => log.push(now());
  inside("fired", () => signal.dispatchEvent(new Event("abort")));
  assert_array_equals(log.splice(0), ["fired"]);
  await delay(10);
  assert_array_equals(log.splice(0), ["called"]);
  inside("again", () => signal.dispatchEvent(new Event("abort")));
  assert_array_equals(log, ["again"]);
}, "a dispatch of the program's own to a timeout's signal is transparent, before and after");

promise_test(async () => {
  const log = [];
  const signal = inside("called", () => AbortSignal.timeout(2));
  signal.onabort = async () => {
    await null;
    log.push(now());
    setTimeout(() => log.push(now()), 1);
  };
  await until(() => log.length === 2);
  assert_array_equals(log, ["called", "called"]);
}, "what a timeout's listener starts goes on in the mapping of the call");

promise_test(async () => {
  const log = [];
  let other;
  const signal = inside("called", () => AbortSignal.timeout(1));
  signal.onabort = () => inside("inner", () => {
    other = AbortSignal.timeout(1);
    other.onabort = () => log.push(now());
  });
  await until(() => log.length === 1);
  assert_array_equals(log, ["inner"]);
}, "a timeout that a listener starts captures anew");
