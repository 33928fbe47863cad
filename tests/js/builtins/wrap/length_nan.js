// clause: SPEC 2, length NaN gives 0
// An own length of NaN gives a wrapped length of 0.
const func = Object.defineProperty(() => {}, "length", { value: NaN });
assert.sameValue(AsyncContext.Snapshot.wrap(func).length, 0);
