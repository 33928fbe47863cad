// clause: SPEC 2, the prototype comes from newTarget
// With Object as newTarget the result inherits from Object.prototype and still is a Snapshot.
const snapshot = Reflect.construct(AsyncContext.Snapshot, [], Object);
assert.sameValue(Object.getPrototypeOf(snapshot), Object.prototype);
assert.sameValue(AsyncContext.Snapshot.prototype.run.call(snapshot, () => 1), 1);
