// clause: SPEC 2, a snapshot can be run inside itself
// Re-entering the running snapshot undoes inner values for its extent.
const variable = new AsyncContext.Variable();
const snapshot = variable.run("outer", () => new AsyncContext.Snapshot());
const seen = [];
snapshot.run(() => variable.run("inner", () => {
  seen.push(snapshot.run(() => variable.get()));
  seen.push(variable.get());
}));
assert.compareArray(seen, ["outer", "inner"]);
