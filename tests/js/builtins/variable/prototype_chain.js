// clause: SPEC 2, prototype chain of a variable
// An instance inherits from Variable.prototype, which inherits from %Object.prototype%.
const { prototype } = AsyncContext.Variable;
assert.sameValue(Object.getPrototypeOf(new AsyncContext.Variable()), prototype);
assert.sameValue(Object.getPrototypeOf(prototype), Object.prototype);
