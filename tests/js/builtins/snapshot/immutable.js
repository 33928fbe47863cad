// clause: SPEC 1, a mapping is immutable
// Runs after the construction, inside or outside the captured extent, do not change a snapshot.
const variable = new AsyncContext.Variable();
const other = new AsyncContext.Variable({ defaultValue: "none" });
let snapshot;
variable.run(1, () => {
  snapshot = new AsyncContext.Snapshot();
  variable.run(2, () => assert.sameValue(snapshot.run(() => variable.get()), 1));
  other.run("set", () => assert.sameValue(snapshot.run(() => other.get()), "none"));
});
variable.run(3, () => {});
assert.sameValue(snapshot.run(() => variable.get()), 1);
