// clause: SPEC 2, an empty name keeps the space
// An anonymous function's wrapped name is "wrapped " with the space.
assert.sameValue(AsyncContext.Snapshot.wrap(() => {}).name, "wrapped ");
