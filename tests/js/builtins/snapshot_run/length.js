// clause: SPEC 2, length of Snapshot.prototype.run
// run.length is 1, non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Snapshot.prototype.run, "length", {
  value: 1,
  writable: false,
  enumerable: false,
  configurable: true,
});
