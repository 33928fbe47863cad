// clause: SPEC 2, variable.run inside snapshot.run extends the captured mapping
// The inner run adds to the snapshot's values for its extent only, and the snapshot stays as it was.
const first = new AsyncContext.Variable();
const second = new AsyncContext.Variable();
const both = () => `${first.get()} ${second.get()}`;
const snapshot = first.run("a", () => new AsyncContext.Snapshot());
const seen = snapshot.run(() => [second.run("b", both), first.run("c", both), both()]);
assert.compareArray(seen, ["a b", "c undefined", "a undefined"]);
assert.sameValue(snapshot.run(both), "a undefined");
