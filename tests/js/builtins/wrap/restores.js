// clause: SPEC 2, a wrapped function swaps back after a return
// After the call the caller's value is there again.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(() => {}));
wrapped();
assert.sameValue(variable.get(), "default");
variable.run("current", () => {
  wrapped();
  assert.sameValue(variable.get(), "current");
});
