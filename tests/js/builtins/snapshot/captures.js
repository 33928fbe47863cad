// clause: SPEC 2, a snapshot holds the mapping at its construction
// Outside the run, snapshot.run gives back the values that were current at construction.
const first = new AsyncContext.Variable();
const second = new AsyncContext.Variable();
const snapshot = first.run("a", () => second.run("b", () => new AsyncContext.Snapshot()));
assert.compareArray([first.get(), second.get()], [undefined, undefined]);
assert.compareArray(snapshot.run(() => [first.get(), second.get()]), ["a", "b"]);
