// clause: SPEC 2, the name does not depend on the mapping
// The name stays the same inside run, whatever the value is.
const variable = new AsyncContext.Variable({ name: "stable" });
assert.sameValue(variable.run({ name: "value" }, () => variable.name), "stable");
