// clause: SPEC 2, Snapshot.wrap is not a constructor
// wrap is refused by new and as a newTarget, and has no prototype property.
const { wrap } = AsyncContext.Snapshot;
assert.throws(TypeError, () => new wrap(() => {}));
assert.throws(TypeError, () => Reflect.construct(Object, [], wrap));
assert.sameValue(Object.hasOwn(wrap, "prototype"), false);
