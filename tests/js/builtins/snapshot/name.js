// clause: SPEC 2, name of Snapshot
// Snapshot.name is "Snapshot", non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Snapshot, "name", {
  value: "Snapshot",
  writable: false,
  enumerable: false,
  configurable: true,
});
