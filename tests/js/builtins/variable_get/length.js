// clause: SPEC 2, length of get
// get.length is 0, non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Variable.prototype.get, "length", {
  value: 0,
  writable: false,
  enumerable: false,
  configurable: true,
});
