// clause: SPEC 2, snapshot.run returns what the function returns
// The result comes back as it is, promises and thenables included.
const snapshot = new AsyncContext.Snapshot();
for (const result of [undefined, null, -0, NaN, {}, Promise.resolve(), { then() { assert(false, "called"); } }]) {
  assert.sameValue(snapshot.run(() => result), result);
}
