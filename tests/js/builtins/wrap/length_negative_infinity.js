// clause: SPEC 2, length -Infinity gives 0
// An own length of -Infinity gives a wrapped length of 0.
const func = Object.defineProperty(() => {}, "length", { value: -Infinity });
assert.sameValue(AsyncContext.Snapshot.wrap(func).length, 0);
