// clause: SPEC 2, name of get
// get.name is "get", non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Variable.prototype.get, "name", {
  value: "get",
  writable: false,
  enumerable: false,
  configurable: true,
});
