// clause: SPEC 2, name of Variable.prototype.run
// run.name is "run", non-writable, non-enumerable, configurable.
assert.descriptor(AsyncContext.Variable.prototype.run, "name", {
  value: "run",
  writable: false,
  enumerable: false,
  configurable: true,
});
