// clause: AsyncContext web integration: AbortController.abort() is transparent

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();

test(() => {
  const log = [];
  const controller = inside("created", () => new AbortController());
  inside("registered", () => controller.signal.addEventListener("abort", () => log.push(now())));
  inside("handler", () => { controller.signal.onabort = () => log.push(now()); });
  inside("aborted", () => {
    controller.abort();
    log.push(now());
  });
  assert_array_equals(log, ["aborted", "aborted", "aborted"]);
}, "abort listeners run in the mapping of the caller of abort");

test(() => {
  const log = [];
  const controller = new AbortController();
  const signal = inside("combined", () => AbortSignal.any([controller.signal]));
  const further = inside("further", () => AbortSignal.any([signal]));
  inside("registered", () => { signal.onabort = further.onabort = () => log.push(now()); });
  inside("aborted", () => controller.abort());
  assert_array_equals(log, ["aborted", "aborted"]);
}, "listeners of dependent signals run in the mapping of the caller of abort, too");

promise_test(async () => {
  const log = [];
  const controller = new AbortController();
  inside("registered", () => { controller.signal.onabort = () => log.push(now()); });
  inside("timer", () => setTimeout(() => controller.abort(), 1));
  await delay(5);
  assert_array_equals(log, ["timer"]);
}, "an abort from a timer has the timer's mapping");

test(() => {
  const controller = new AbortController();
  const log = [];
  const iterable = { *[Symbol.iterator]() { log.push(now()); yield controller.signal; log.push(now()); } };
  inside("called", () => AbortSignal.any(iterable));
  assert_array_equals(log, ["called", "called"]);
}, "an iterable is read in the mapping of the call of any");
