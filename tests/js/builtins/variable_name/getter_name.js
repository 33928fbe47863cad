// clause: SPEC 2, name of get name
// The getter's name is "get name", non-writable, non-enumerable, configurable.
const { get } = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name");
assert.descriptor(get, "name", {
  value: "get name",
  writable: false,
  enumerable: false,
  configurable: true,
});
