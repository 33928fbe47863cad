// clause: SPEC 2, Variable.prototype is a property
// Variable.prototype is non-writable, non-enumerable, non-configurable.
assert.descriptor(AsyncContext.Variable, "prototype", {
  writable: false,
  enumerable: false,
  configurable: false,
});
