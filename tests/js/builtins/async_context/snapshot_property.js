// clause: SPEC 2, AsyncContext.Snapshot is a property
// "Snapshot" is a writable, non-enumerable, configurable data property that holds a function.
assert.descriptor(AsyncContext, "Snapshot", {
  writable: true,
  enumerable: false,
  configurable: true,
});
assert.sameValue(typeof AsyncContext.Snapshot, "function");
