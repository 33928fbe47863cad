// clause: SPEC 2, Snapshot.prototype.run is not a constructor
// run is refused by new and as a newTarget, and has no prototype property.
const { run } = AsyncContext.Snapshot.prototype;
assert.throws(TypeError, () => new run(() => {}));
assert.throws(TypeError, () => Reflect.construct(Object, [], run));
assert.sameValue(Object.hasOwn(run, "prototype"), false);
