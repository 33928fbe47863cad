// clause: SPEC 2, Snapshot is a constructor
// Snapshot is accepted as a newTarget, which gives its prototype but not its internal state.
const object = Reflect.construct(Object, [], AsyncContext.Snapshot);
assert.sameValue(Object.getPrototypeOf(object), AsyncContext.Snapshot.prototype);
assert.throws(TypeError, () => object.run(() => {}));
