// clause: SPEC 2, an heir of a Variable is no Variable
// get on an object whose prototype is a Variable throws a TypeError.
const heir = Object.create(new AsyncContext.Variable({ defaultValue: 1 }));
assert.throws(TypeError, () => heir.get());
