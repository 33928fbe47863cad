// clause: SPEC 2, run inside a wrapped function
// A run inside ends with it; the next call sees the captured value again.
const variable = new AsyncContext.Variable();
const wrapped = variable.run("captured", () =>
  AsyncContext.Snapshot.wrap(() => [variable.get(), variable.run("inner", () => variable.get()), variable.get()]));
assert.compareArray(wrapped(), ["captured", "inner", "captured"]);
assert.compareArray(wrapped(), ["captured", "inner", "captured"]);
