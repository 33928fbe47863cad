// clause: SPEC 2, length of Snapshot.wrap
// wrap.length is 1, non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Snapshot.wrap, "length", {
  value: 1,
  writable: false,
  enumerable: false,
  configurable: true,
});
