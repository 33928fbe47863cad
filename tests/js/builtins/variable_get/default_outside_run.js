// clause: SPEC 2, get gives the default when the mapping has no value
// Before and after a run, get gives the default value.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
assert.sameValue(variable.get(), "default");
variable.run("set", () => {});
assert.sameValue(variable.get(), "default");
