// clause: SPEC 2, Snapshot needs new
// A call without new throws a TypeError, whatever the receiver is.
const { Snapshot } = AsyncContext;
assert.throws(TypeError, () => Snapshot());
assert.throws(TypeError, () => AsyncContext.Snapshot());
assert.throws(TypeError, () => Snapshot.call(new Snapshot()));
