// clause: SPEC 2, snapshot.run swaps back after a return
// After snapshot.run the caller's values are back, not the snapshot's.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());
snapshot.run(() => {});
assert.sameValue(variable.get(), "default");
variable.run("current", () => {
  snapshot.run(() => {});
  assert.sameValue(variable.get(), "current");
});
