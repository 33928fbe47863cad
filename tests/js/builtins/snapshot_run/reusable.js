// clause: SPEC 2, a snapshot can be run any number of times
// Every run of the same snapshot, also after one that threw, sees the same values.
const variable = new AsyncContext.Variable();
const snapshot = variable.run("set", () => new AsyncContext.Snapshot());
for (let round = 0; round < 3; round++) {
  assert.throws(RangeError, () => snapshot.run(() => { throw new RangeError("stop"); }));
  assert.sameValue(snapshot.run(() => variable.get()), "set");
}
