// clause: SPEC 2, a variable younger than the snapshot
// Inside snapshot.run, a variable made after the capture has its default.
const snapshot = new AsyncContext.Snapshot();
const late = new AsyncContext.Variable({ defaultValue: "default" });
late.run("set", () => assert.sameValue(snapshot.run(() => late.get()), "default"));
