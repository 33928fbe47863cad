// clause: SPEC 2, a wrapped function as a callback
// Handed to built-ins, it gets their arguments and runs in its captured mapping.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const wrapped = variable.run("set", () =>
  AsyncContext.Snapshot.wrap((item, index) => `${variable.get()} ${item}${index}`));
assert.compareArray(["a", "b"].map(wrapped), ["set a0", "set b1"]);
