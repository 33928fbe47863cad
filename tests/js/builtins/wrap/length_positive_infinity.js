// clause: SPEC 2, length +Infinity stays
// An own length of +Infinity gives a wrapped length of +Infinity.
const func = Object.defineProperty(() => {}, "length", { value: Infinity });
assert.sameValue(AsyncContext.Snapshot.wrap(func).length, Infinity);
