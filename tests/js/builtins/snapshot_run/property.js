// clause: SPEC 2, Snapshot.prototype.run is a property
// "run" is a writable, non-enumerable, configurable method that inherits from %Function.prototype%.
assert.descriptor(AsyncContext.Snapshot.prototype, "run", {
  writable: true,
  enumerable: false,
  configurable: true,
});
assert.sameValue(Object.getPrototypeOf(AsyncContext.Snapshot.prototype.run), Function.prototype);
