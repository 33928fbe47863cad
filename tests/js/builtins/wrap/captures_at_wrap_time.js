// clause: SPEC 2, wrap captures when it is called
// The wrapped function sees the mapping of the wrap, not that of its own call.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const wrapped = variable.run("wrap", () => AsyncContext.Snapshot.wrap(() => variable.get()));
assert.sameValue(wrapped(), "wrap");
assert.sameValue(variable.run("call", wrapped), "wrap");
