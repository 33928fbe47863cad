// clause: SPEC 2, a captured undefined is a value
// A snapshot taken inside run(undefined) gives undefined back, not the default.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const snapshot = variable.run(undefined, () => new AsyncContext.Snapshot());
assert.sameValue(snapshot.run(() => variable.get()), undefined);
