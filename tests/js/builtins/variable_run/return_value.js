// clause: SPEC 2, run returns what the function returns
// The result comes back as it is, promises and thenables included.
const variable = new AsyncContext.Variable();
const results = [undefined, null, -0, NaN, "text", {}, Promise.resolve(), { then() { assert(false, "called"); } }];
for (const result of results) {
  assert.sameValue(variable.run("value", () => result), result);
}
