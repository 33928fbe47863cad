// clause: SPEC 2, Variable is a constructor
// Variable is accepted as a newTarget, which gives its prototype but not its internal state.
const object = Reflect.construct(Object, [], AsyncContext.Variable);
assert.sameValue(Object.getPrototypeOf(object), AsyncContext.Variable.prototype);
assert.throws(TypeError, () => object.get());
