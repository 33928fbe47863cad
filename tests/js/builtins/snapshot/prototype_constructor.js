// clause: SPEC 2, Snapshot.prototype.constructor
// The constructor property points back, and is writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Snapshot.prototype, "constructor", {
  value: AsyncContext.Snapshot,
  writable: true,
  enumerable: false,
  configurable: true,
});
