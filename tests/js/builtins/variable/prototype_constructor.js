// clause: SPEC 2, Variable.prototype.constructor
// The constructor property points back, and is writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Variable.prototype, "constructor", {
  value: AsyncContext.Variable,
  writable: true,
  enumerable: false,
  configurable: true,
});
