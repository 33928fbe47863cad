// clause: SPEC 2, snapshot.run installs exactly the captured mapping
// Inside another variable's run, snapshot.run sees only what the snapshot holds.
const captured = new AsyncContext.Variable({ defaultValue: "none" });
const current = new AsyncContext.Variable({ defaultValue: "none" });
const snapshot = captured.run("captured", () => new AsyncContext.Snapshot());
current.run("current", () => {
  assert.compareArray(snapshot.run(() => [captured.get(), current.get()]), ["captured", "none"]);
  assert.compareArray([captured.get(), current.get()], ["none", "current"]);
});
