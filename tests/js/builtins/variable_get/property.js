// clause: SPEC 2, Variable.prototype.get is a property
// "get" is a writable, non-enumerable, configurable method that inherits from %Function.prototype%.
assert.descriptor(AsyncContext.Variable.prototype, "get", {
  writable: true,
  enumerable: false,
  configurable: true,
});
assert.sameValue(Object.getPrototypeOf(AsyncContext.Variable.prototype.get), Function.prototype);
