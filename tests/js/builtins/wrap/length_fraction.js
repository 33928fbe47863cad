// clause: SPEC 2, a fractional length is truncated
// The wrapped length is the integer part of the own length.
for (const [value, expected] of [[2.7, 2], [0.9, 0], [1e-300, 0], [4294967296.5, 4294967296]]) {
  const func = Object.defineProperty(() => {}, "length", { value });
  assert.sameValue(AsyncContext.Snapshot.wrap(func).length, expected);
}
