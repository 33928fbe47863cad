// clause: SPEC 2, AsyncContext is not callable
// typeof says "object", and a call throws a TypeError.
assert.sameValue(typeof AsyncContext, "object");
assert.throws(TypeError, () => AsyncContext());
assert.throws(TypeError, () => Reflect.apply(AsyncContext, undefined, []));
