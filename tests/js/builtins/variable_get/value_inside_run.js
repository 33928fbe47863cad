// clause: SPEC 2, get gives the value of the current mapping
// Inside run, get gives the value, also from a function called further down.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const inner = () => variable.get();
const outer = () => inner();
assert.sameValue(variable.run("set", outer), "set");
