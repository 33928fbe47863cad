// clause: SPEC 2, abrupt Get of the name propagates
// An error of the name getter comes out unchanged, and the default value is not read.
const error = new RangeError("name");
let read = false;
const options = {
  get name() { throw error; },
  get defaultValue() { read = true; },
};
assert.sameValue(assert.throws(RangeError, () => new AsyncContext.Variable(options)), error);
assert.sameValue(read, false);
