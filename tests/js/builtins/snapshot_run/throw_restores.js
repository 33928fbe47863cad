// clause: SPEC 2, snapshot.run swaps back after a throw
// The thrown value comes out unchanged and the caller's values are back.
const variable = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());
const error = new RangeError("stop");
variable.run("current", () => {
  assert.sameValue(assert.throws(RangeError, () => snapshot.run(() => { throw error; })), error);
  assert.sameValue(variable.get(), "current");
});
