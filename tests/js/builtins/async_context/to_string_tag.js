// clause: SPEC 2, @@toStringTag of AsyncContext
// The tag is "AsyncContext", non-writable, non-enumerable, configurable, and used by Object.prototype.toString.
assert.descriptor(AsyncContext, Symbol.toStringTag, {
  value: "AsyncContext",
  writable: false,
  enumerable: false,
  configurable: true,
});
assert.sameValue(String(AsyncContext), "[object AsyncContext]");
