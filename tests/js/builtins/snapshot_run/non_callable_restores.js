// clause: SPEC 2, a non-callable function leaves no trace
// After the TypeError of snapshot.run the caller's values are back.
const variable = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());
variable.run("current", () => {
  assert.throws(TypeError, () => snapshot.run(undefined));
  assert.sameValue(variable.get(), "current");
});
