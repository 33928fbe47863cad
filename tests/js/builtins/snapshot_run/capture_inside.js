// clause: SPEC 2, a snapshot of a snapshot
// A snapshot taken inside snapshot.run holds the same values.
const variable = new AsyncContext.Variable();
const first = variable.run("set", () => new AsyncContext.Snapshot());
const second = first.run(() => new AsyncContext.Snapshot());
assert.notSameValue(second, first);
assert.sameValue(second.run(() => variable.get()), "set");
