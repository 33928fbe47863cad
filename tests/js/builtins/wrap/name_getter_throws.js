// clause: SPEC 2, abrupt Get of name propagates
// An error of the name getter comes out unchanged.
const error = new RangeError("name");
const func = Object.defineProperty(() => {}, "name", { get() { throw error; } });
assert.sameValue(assert.throws(RangeError, () => AsyncContext.Snapshot.wrap(func)), error);
