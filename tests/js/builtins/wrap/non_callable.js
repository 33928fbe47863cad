// clause: SPEC 2, wrap needs a callable
// A missing or non-callable argument throws a TypeError.
const { wrap } = AsyncContext.Snapshot;
assert.throws(TypeError, () => wrap());
const values = [undefined, null, true, 1, 1n, "text", Symbol("s"), {}, [], new Proxy({}, {}), new AsyncContext.Snapshot()];
for (const value of values) {
  assert.throws(TypeError, () => wrap(value));
}
