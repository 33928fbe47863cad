// clause: SPEC 2, abrupt Get of newTarget's prototype propagates
// An error of newTarget's prototype getter comes out unchanged.
const error = new RangeError("prototype");
const newTarget = new Proxy(function () {}, {
  get() { throw error; },
});
const construct = () => Reflect.construct(AsyncContext.Variable, [], newTarget);
assert.sameValue(assert.throws(RangeError, construct), error);
