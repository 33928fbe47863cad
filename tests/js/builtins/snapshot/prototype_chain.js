// clause: SPEC 2, prototype chain of a snapshot
// An instance inherits from Snapshot.prototype, which inherits from %Object.prototype%.
const { prototype } = AsyncContext.Snapshot;
assert.sameValue(Object.getPrototypeOf(new AsyncContext.Snapshot()), prototype);
assert.sameValue(Object.getPrototypeOf(prototype), Object.prototype);
