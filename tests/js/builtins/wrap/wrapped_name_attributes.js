// clause: SPEC 2, name of a wrapped function
// The name is "wrapped " and the function's name, non-writable, non-enumerable, configurable.
const wrapped = AsyncContext.Snapshot.wrap(function task() {});
assert.descriptor(wrapped, "name", {
  value: "wrapped task",
  writable: false,
  enumerable: false,
  configurable: true,
});
