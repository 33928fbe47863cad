// clause: SPEC 2, Variable.prototype.name is an accessor
// "name" is a non-enumerable, configurable accessor without a setter.
assert.descriptor(AsyncContext.Variable.prototype, "name", {
  set: undefined,
  enumerable: false,
  configurable: true,
});
const { get } = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name");
assert.sameValue(typeof get, "function");
assert.sameValue(Object.getPrototypeOf(get), Function.prototype);
