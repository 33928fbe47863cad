// clause: SPEC 2, a wrapped function swaps back after a throw
// The thrown value comes out unchanged and the caller's value is there again.
const variable = new AsyncContext.Variable();
const error = new RangeError("stop");
const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(() => { throw error; }));
variable.run("current", () => {
  assert.sameValue(assert.throws(RangeError, wrapped), error);
  assert.sameValue(variable.get(), "current");
});
