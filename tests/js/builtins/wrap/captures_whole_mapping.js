// clause: SPEC 2, a wrapped function sees only the captured mapping
// A variable set at the call but not at the wrap has its default.
const captured = new AsyncContext.Variable({ defaultValue: "none" });
const current = new AsyncContext.Variable({ defaultValue: "none" });
const read = () => [captured.get(), current.get()];
const wrapped = captured.run("captured", () => AsyncContext.Snapshot.wrap(read));
assert.compareArray(current.run("current", wrapped), ["captured", "none"]);
