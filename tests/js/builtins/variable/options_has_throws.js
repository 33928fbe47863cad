// clause: SPEC 2, abrupt HasProperty propagates
// An error of the has step comes out unchanged, and nothing is read after it.
const error = new RangeError("has");
const options = new Proxy({}, {
  has() { throw error; },
  get() { assert(false, "no Get after the throw"); },
});
assert.sameValue(assert.throws(RangeError, () => new AsyncContext.Variable(options)), error);
