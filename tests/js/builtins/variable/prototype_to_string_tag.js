// clause: SPEC 2, @@toStringTag of Variable.prototype
// The tag is "AsyncContext.Variable", configurable only, and instances show it.
assert.descriptor(AsyncContext.Variable.prototype, Symbol.toStringTag, {
  value: "AsyncContext.Variable",
  writable: false,
  enumerable: false,
  configurable: true,
});
assert.sameValue(String(new AsyncContext.Variable()), "[object AsyncContext.Variable]");
