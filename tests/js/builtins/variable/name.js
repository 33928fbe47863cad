// clause: SPEC 2, name of Variable
// Variable.name is "Variable", non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Variable, "name", {
  value: "Variable",
  writable: false,
  enumerable: false,
  configurable: true,
});
