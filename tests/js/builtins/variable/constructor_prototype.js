// clause: SPEC 2, prototype of the Variable constructor
// The prototype of the constructor is %Function.prototype%.
assert.sameValue(Object.getPrototypeOf(AsyncContext.Variable), Function.prototype);
