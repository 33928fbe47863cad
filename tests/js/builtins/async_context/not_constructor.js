// clause: SPEC 2, AsyncContext has no [[Construct]]
// `new AsyncContext`, and its use as a newTarget, throw a TypeError.
assert.throws(TypeError, () => new AsyncContext());
assert.throws(TypeError, () => Reflect.construct(Object, [], AsyncContext));
