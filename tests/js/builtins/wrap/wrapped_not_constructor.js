// clause: SPEC 2, a wrapped function is not a constructor
// Even around a constructor, it is refused by new, as a newTarget and as a base class.
for (const target of [function () {}, class {}, Map]) {
  const wrapped = AsyncContext.Snapshot.wrap(target);
  assert.throws(TypeError, () => new wrapped());
  assert.throws(TypeError, () => Reflect.construct(Object, [], wrapped));
  assert.throws(TypeError, () => class extends wrapped {});
}
