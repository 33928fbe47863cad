// clause: SPEC 1, modules use the same AsyncContext
// A module sees the global AsyncContext, starts in the empty mapping and can run variables.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
assert.sameValue(globalThis.AsyncContext, AsyncContext);
assert.sameValue(variable.get(), "default");
assert.sameValue(variable.run("set", () => variable.get()), "set");
assert.sameValue(variable.run("set", function () { return this; }), undefined);
