// clause: SPEC 2, Variable.prototype.run is not a constructor
// run is refused by new and as a newTarget, and has no prototype property.
const { run } = AsyncContext.Variable.prototype;
assert.throws(TypeError, () => new run(1, () => {}));
assert.throws(TypeError, () => Reflect.construct(Object, [], run));
assert.sameValue(Object.hasOwn(run, "prototype"), false);
