// clause: SPEC 2, abrupt Get of the default value propagates
// An error of the defaultValue getter comes out unchanged, and newTarget's prototype is not read.
const error = new RangeError("defaultValue");
let read = false;
const newTarget = new Proxy(function () {}, {
  get() { read = true; },
});
const options = { get defaultValue() { throw error; } };
const construct = () => Reflect.construct(AsyncContext.Variable, [options], newTarget);
assert.sameValue(assert.throws(RangeError, construct), error);
assert.sameValue(read, false);
