// clause: SPEC 2, length of get name
// The getter's length is 0, non-writable, non-enumerable, configurable.
const { get } = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name");
assert.descriptor(get, "length", {
  value: 0,
  writable: false,
  enumerable: false,
  configurable: true,
});
