// clause: SPEC 2, a wrapped class is called, not constructed
// Wrapping a class succeeds, calling the result throws a TypeError, and the caller's value is back.
const variable = new AsyncContext.Variable();
class Point { constructor(x, y) {} }
const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(Point));
assert.sameValue(wrapped.name, "wrapped Point");
assert.sameValue(wrapped.length, 2);
variable.run("current", () => {
  assert.throws(TypeError, () => wrapped(1, 2));
  assert.sameValue(variable.get(), "current");
});
