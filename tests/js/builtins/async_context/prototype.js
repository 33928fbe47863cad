// clause: SPEC 2, prototype of AsyncContext
// The prototype of AsyncContext is %Object.prototype%.
assert.sameValue(Object.getPrototypeOf(AsyncContext), Object.prototype);
