// clause: SPEC 2, length of a wrapped function
// The length is copied, non-writable, non-enumerable, configurable.
const wrapped = AsyncContext.Snapshot.wrap((a, b, c) => {});
assert.descriptor(wrapped, "length", {
  value: 3,
  writable: false,
  enumerable: false,
  configurable: true,
});
