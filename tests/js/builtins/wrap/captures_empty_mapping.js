// clause: SPEC 2, wrap captures the empty mapping too
// Wrapped outside any run, the function sees the defaults when called inside one.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const wrapped = AsyncContext.Snapshot.wrap(() => variable.get());
assert.sameValue(variable.run("set", wrapped), "default");
