// clause: SPEC 2, length of Variable
// Variable.length is 1, non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Variable, "length", {
  value: 1,
  writable: false,
  enumerable: false,
  configurable: true,
});
