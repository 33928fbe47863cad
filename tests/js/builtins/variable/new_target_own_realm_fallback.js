// clause: SPEC 2, the fallback does not depend on the constructor's realm
// A foreign constructor with our newTarget falls back to our Variable.prototype.
const { global } = $host.createRealm();
const newTarget = function () {};
newTarget.prototype = null;
const variable = Reflect.construct(global.AsyncContext.Variable, [], newTarget);
assert.sameValue(Object.getPrototypeOf(variable), AsyncContext.Variable.prototype);
