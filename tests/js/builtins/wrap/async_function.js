// clause: SPEC 2, wrapping an async function
// The call returns its promise at once, and the caller's value is back.
const variable = new AsyncContext.Variable();
let seen;
const wrapped = variable.run("captured", () =>
  AsyncContext.Snapshot.wrap(async () => { seen = variable.get(); }));
variable.run("current", () => {
  assert(wrapped() instanceof Promise);
  assert.sameValue(seen, "captured");
  assert.sameValue(variable.get(), "current");
});
