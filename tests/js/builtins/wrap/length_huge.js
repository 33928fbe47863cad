// clause: SPEC 2, a very large length stays
// Lengths beyond 32 bits, 53 bits and 64 bits are neither clamped nor wrapped around.
for (const value of [2 ** 31, 2 ** 32, 2 ** 53, 2 ** 60, 2 ** 64, Number.MAX_VALUE]) {
  const func = Object.defineProperty(() => {}, "length", { value });
  assert.sameValue(AsyncContext.Snapshot.wrap(func).length, value);
}
