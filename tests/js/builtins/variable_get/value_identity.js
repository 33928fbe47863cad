// clause: SPEC 2, values are kept as they are
// Every kind of value comes back the same, NaN and -0 included; functions are not called.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const values = [null, false, 0, -0, NaN, "", 1n, Symbol("s"), {}, [], () => assert(false, "called"), variable];
for (const value of values) {
  assert.sameValue(variable.run(value, () => variable.get()), value);
}
