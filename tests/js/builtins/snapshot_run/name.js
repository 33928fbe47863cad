// clause: SPEC 2, name of Snapshot.prototype.run
// run.name is "run", non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Snapshot.prototype.run, "name", {
  value: "run",
  writable: false,
  enumerable: false,
  configurable: true,
});
