// clause: SPEC 2, run ends when the call returns
// With an async function, run returns its promise at once and the outer value is back.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
let seen;
const promise = variable.run("set", async () => { seen = variable.get(); });
assert.sameValue(seen, "set");
assert(promise instanceof Promise);
assert.sameValue(variable.get(), "default");
