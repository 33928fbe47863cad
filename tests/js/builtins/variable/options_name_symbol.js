// clause: SPEC 2, a Symbol name throws
// A Symbol as name throws a TypeError, and the default value is not read.
let read = false;
const options = {
  name: Symbol("s"),
  get defaultValue() { read = true; },
};
assert.throws(TypeError, () => new AsyncContext.Variable(options));
assert.sameValue(read, false);
