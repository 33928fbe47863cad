// clause: SPEC 2, length of Snapshot
// Snapshot.length is 0, non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Snapshot, "length", {
  value: 0,
  writable: false,
  enumerable: false,
  configurable: true,
});
