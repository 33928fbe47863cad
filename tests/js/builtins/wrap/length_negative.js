// clause: SPEC 2, a negative length gives 0
// Negative lengths, -0 and negative fractions give a wrapped length of +0.
for (const value of [-3, -1, -0.5, -0, -(2 ** 60), -Number.MIN_VALUE]) {
  const func = Object.defineProperty(() => {}, "length", { value });
  assert.sameValue(AsyncContext.Snapshot.wrap(func).length, 0);
}
