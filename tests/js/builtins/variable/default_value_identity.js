// clause: SPEC 2, the default value is kept as it is
// A default is neither called, nor copied, nor converted.
const values = [{}, [], () => assert(false, "called"), Symbol("s"), null, NaN, -0, 1n, "text", false];
for (const value of values) {
  assert.sameValue(new AsyncContext.Variable({ defaultValue: value }).get(), value);
}
