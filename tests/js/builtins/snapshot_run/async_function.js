// clause: SPEC 2, snapshot.run ends when the call returns
// With an async function, snapshot.run returns its promise at once and the caller's value is back.
const variable = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());
let seen;
variable.run("current", () => {
  const promise = snapshot.run(async () => { seen = variable.get(); });
  assert(promise instanceof Promise);
  assert.sameValue(seen, "captured");
  assert.sameValue(variable.get(), "current");
});
