// clause: SPEC 2, a variable is an ordinary object
// A variable is neither callable nor a constructor.
const variable = new AsyncContext.Variable();
assert.sameValue(typeof variable, "object");
assert.throws(TypeError, () => variable());
assert.throws(TypeError, () => Reflect.construct(Object, [], variable));
