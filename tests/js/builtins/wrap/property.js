// clause: SPEC 2, Snapshot.wrap is a property
// "wrap" is a writable, non-enumerable, configurable method of the constructor.
assert.descriptor(AsyncContext.Snapshot, "wrap", {
  writable: true,
  enumerable: false,
  configurable: true,
});
assert.sameValue(Object.getPrototypeOf(AsyncContext.Snapshot.wrap), Function.prototype);
