// clause: SPEC 2, abrupt Get of length propagates
// An error of an own length getter comes out unchanged, and the name is not read.
const error = new RangeError("length");
let read = false;
const func = () => {};
Object.defineProperty(func, "length", { get() { throw error; } });
Object.defineProperty(func, "name", { get() { read = true; return ""; } });
assert.sameValue(assert.throws(RangeError, () => AsyncContext.Snapshot.wrap(func)), error);
assert.sameValue(read, false);
