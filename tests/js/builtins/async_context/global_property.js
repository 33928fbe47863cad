// clause: SPEC 2, AsyncContext is a global property
// The global object has a writable, non-enumerable, configurable own property "AsyncContext".
assert.descriptor(globalThis, "AsyncContext", {
  value: AsyncContext,
  writable: true,
  enumerable: false,
  configurable: true,
});
