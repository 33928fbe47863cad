// clause: SPEC 2, @@toStringTag of Snapshot.prototype
// The tag is "AsyncContext.Snapshot", configurable only, and instances show it.
assert.descriptor(AsyncContext.Snapshot.prototype, Symbol.toStringTag, {
  value: "AsyncContext.Snapshot",
  writable: false,
  enumerable: false,
  configurable: true,
});
assert.sameValue(String(new AsyncContext.Snapshot()), "[object AsyncContext.Snapshot]");
