// clause: SPEC 2, abrupt ToString of the name propagates
// An error of the name's toString comes out unchanged, and the default value is not read.
const error = new RangeError("toString");
let read = false;
const options = {
  name: { toString() { throw error; } },
  get defaultValue() { read = true; },
};
assert.sameValue(assert.throws(RangeError, () => new AsyncContext.Variable(options)), error);
assert.sameValue(read, false);
