// clause: SPEC 2, Snapshot.prototype is a property
// Snapshot.prototype is non-writable, non-enumerable, non-configurable.
assert.descriptor(AsyncContext.Snapshot, "prototype", {
  writable: false,
  enumerable: false,
  configurable: false,
});
