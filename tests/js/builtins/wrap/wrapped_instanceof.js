// clause: SPEC 2, a wrapped function has no prototype property
// instanceof with a wrapped function throws a TypeError for want of a prototype object.
const wrapped = AsyncContext.Snapshot.wrap(class {});
assert.sameValue("prototype" in wrapped, false);
assert.throws(TypeError, () => ({}) instanceof wrapped);
