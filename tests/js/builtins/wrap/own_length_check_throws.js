// clause: SPEC 2, abrupt HasOwnProperty of length propagates
// An error of the own-property check comes out unchanged, and nothing is read after it.
const error = new RangeError("descriptor");
const func = new Proxy(() => {}, {
  getOwnPropertyDescriptor() { throw error; },
  get() { assert(false, "no Get after the throw"); },
});
assert.sameValue(assert.throws(RangeError, () => AsyncContext.Snapshot.wrap(func)), error);
