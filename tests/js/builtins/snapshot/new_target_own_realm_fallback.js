// clause: SPEC 2, the fallback does not depend on the constructor's realm
// A foreign Snapshot constructor with our newTarget falls back to our Snapshot.prototype.
const { global } = $host.createRealm();
const newTarget = function () {};
newTarget.prototype = null;
const snapshot = Reflect.construct(global.AsyncContext.Snapshot, [], newTarget);
assert.sameValue(Object.getPrototypeOf(snapshot), AsyncContext.Snapshot.prototype);
