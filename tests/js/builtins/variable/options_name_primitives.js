// clause: SPEC 2, the name goes through ToString
// Primitive names other than strings are converted by ToString.
const cases = [[null, "null"], [12, "12"], [-0, "0"], [NaN, "NaN"], [true, "true"], [10n, "10"]];
for (const [name, expected] of cases) {
  assert.sameValue(new AsyncContext.Variable({ name }).name, expected);
}
