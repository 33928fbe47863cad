// clause: SPEC 2, Variable needs new
// A call without new throws a TypeError, whatever the receiver is.
const { Variable } = AsyncContext;
assert.throws(TypeError, () => Variable());
assert.throws(TypeError, () => AsyncContext.Variable({ name: "x" }));
assert.throws(TypeError, () => Variable.call(new Variable()));
assert.throws(TypeError, () => Variable.call(Object.create(Variable.prototype)));
