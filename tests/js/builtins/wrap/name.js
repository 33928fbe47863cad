// clause: SPEC 2, name of Snapshot.wrap
// wrap.name is "wrap", non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Snapshot.wrap, "name", {
  value: "wrap",
  writable: false,
  enumerable: false,
  configurable: true,
});
