// clause: SPEC 2, the state is not a property
// A frozen variable can still be run and read.
const variable = Object.freeze(new AsyncContext.Variable({ defaultValue: "default" }));
assert.sameValue(variable.run("set", () => variable.get()), "set");
assert.sameValue(variable.get(), "default");
