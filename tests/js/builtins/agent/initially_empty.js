// clause: SPEC 1, the mapping is empty at first
// At the top level of a script every variable has its default, and so it has in a snapshot taken there.
const snapshot = new AsyncContext.Snapshot();
const variable = new AsyncContext.Variable({ defaultValue: "default" });
assert.sameValue(variable.get(), "default");
assert.sameValue(snapshot.run(() => variable.get()), "default");
