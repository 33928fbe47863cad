// clause: SPEC 2, a Symbol from the name's conversion throws
// A toString that returns a Symbol makes the constructor throw a TypeError.
const name = { toString: () => Symbol("s") };
assert.throws(TypeError, () => new AsyncContext.Variable({ name }));
