// clause: AsyncContext web integration: externally caused events run in the empty mapping, on any EventTarget

const variable = new AsyncContext.Variable({ defaultValue: "none" });
const inside = (value, f) => variable.run(value, f);
const now = () => variable.get();

promise_test(async () => {
  const target = inside("made", () => new EventTarget());
  const log = [];
  inside("registered", () => target.addEventListener("a", (event) => log.push(now(), event.isTrusted)));
  inside("asked for", () => $external(target, "a"));
  await inside("waiting", () => settled(3));
  assert_array_equals(log, ["none", true]);
}, "a listener runs in the empty mapping, whoever registered it");

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener("a", () => {
    log.push(now());
    inside("inner", () => target.dispatchEvent(new Event("b")));
  });
  target.addEventListener("b", () => log.push(now()));
  inside("interrupted", () => {
    $externalNow(target, "a");
    log.push(now());
    target.dispatchEvent(new Event("b"));
  });
  assert_array_equals(log, ["none", "inner", "interrupted", "interrupted"]);
}, "also in the middle of something; what the listener causes is transparent");

promise_test(async () => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener("a", () => { throw 1; });
  target.addEventListener("a", () => inside("inner", () => { throw 2; }));
  inside("registered", () => target.addEventListener("a", async () => {
    await null;
    setTimeout(() => log.push(now()));
  }));
  inside("asked for", () => $external(target, "a"));
  await inside("waiting", () => settled(5));
  const reports = take_reports().map(({ error, asyncContext }) => [error, asyncContext.run(now)].join());
  assert_array_equals(reports, ["1,none", "2,inner"]);
  assert_array_equals(log, ["none"]);
}, "what it throws is reported, and what it starts goes on there");

test(() => {
  assert_false("captureFallbackContext" in EventTarget);
}, "no listener has a fallback, unless the host wants it");
