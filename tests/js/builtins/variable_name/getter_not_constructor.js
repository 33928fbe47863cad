// clause: SPEC 2, get name is not a constructor
// The getter is refused by new and as a newTarget, and has no prototype property.
const { get } = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name");
assert.throws(TypeError, () => new get());
assert.throws(TypeError, () => Reflect.construct(Object, [], get));
assert.sameValue(Object.hasOwn(get, "prototype"), false);
