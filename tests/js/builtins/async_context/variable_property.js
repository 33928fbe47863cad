// clause: SPEC 2, AsyncContext.Variable is a property
// "Variable" is a writable, non-enumerable, configurable data property that holds a function.
assert.descriptor(AsyncContext, "Variable", {
  writable: true,
  enumerable: false,
  configurable: true,
});
assert.sameValue(typeof AsyncContext.Variable, "function");
