// clause: SPEC 2, repeated runs are independent
// A function that runs itself with the same variable and value ends in the same outer state.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const twice = () => variable.run("same", () => variable.get());
assert.sameValue(variable.run("same", twice), "same");
assert.sameValue(variable.run("same", () => (twice(), variable.get())), "same");
assert.sameValue(variable.get(), "default");
