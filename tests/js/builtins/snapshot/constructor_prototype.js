// clause: SPEC 2, prototype of the Snapshot constructor
// The prototype of the constructor is %Function.prototype%.
assert.sameValue(Object.getPrototypeOf(AsyncContext.Snapshot), Function.prototype);
