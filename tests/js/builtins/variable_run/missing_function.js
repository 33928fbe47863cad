// clause: SPEC 2, run without a function throws
// With one argument or none, run throws a TypeError.
const variable = new AsyncContext.Variable();
assert.throws(TypeError, () => variable.run());
assert.throws(TypeError, () => variable.run("value"));
assert.throws(TypeError, () => variable.run(() => {}));
