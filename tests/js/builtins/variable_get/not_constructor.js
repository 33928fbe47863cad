// clause: SPEC 2, get is not a constructor
// get is refused by new and as a newTarget, and has no prototype property.
const { get } = AsyncContext.Variable.prototype;
assert.throws(TypeError, () => new get());
assert.throws(TypeError, () => Reflect.construct(Object, [], get));
assert.sameValue(Object.hasOwn(get, "prototype"), false);
