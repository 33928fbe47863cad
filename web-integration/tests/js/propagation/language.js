// clause: AsyncContext: FinalizationRegistry; AsyncContext web integration: module evaluation

const variable = new AsyncContext.Variable({ defaultValue: "none" });

promise_test(async () => {
  const log = [];
  const registry = variable.run("constructed", () => new FinalizationRegistry((held) => log.push(`${held} ${variable.get()}`)));
  (() => variable.run("registered", () => registry.register({}, "held")))();
  await until(async () => { await gc(); return log.length > 0; });
  assert_array_equals(log, ["held constructed"]);
}, "the callback of a FinalizationRegistry runs in the mapping of the constructor");

promise_test(async () => {
  globalThis.seen = () => variable.get();
  const { first } = await variable.run("importing", () => import("../../harness/seen.mjs"));
  assert_equals(first, "none");
}, "import(): the body of a module runs in the empty mapping");
