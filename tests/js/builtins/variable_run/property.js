// clause: SPEC 2, Variable.prototype.run is a property
// "run" is a writable, non-enumerable, configurable method that inherits from %Function.prototype%.
assert.descriptor(AsyncContext.Variable.prototype, "run", {
  writable: true,
  enumerable: false,
  configurable: true,
});
assert.sameValue(Object.getPrototypeOf(AsyncContext.Variable.prototype.run), Function.prototype);
