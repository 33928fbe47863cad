// clause: SPEC 2, length of Variable.prototype.run
// run.length is 2, non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Variable.prototype.run, "length", {
  value: 2,
  writable: false,
  enumerable: false,
  configurable: true,
});
