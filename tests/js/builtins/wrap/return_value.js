// clause: SPEC 2, a wrapped function returns what the function returns
// The result comes back as it is, promises and thenables included.
const wrapped = AsyncContext.Snapshot.wrap((value) => value);
for (const value of [undefined, null, -0, NaN, {}, Promise.resolve(), { then() { assert(false, "called"); } }]) {
  assert.sameValue(wrapped(value), value);
}
