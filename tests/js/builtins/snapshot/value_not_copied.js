// clause: SPEC 1, a mapping holds values, not copies
// An object captured in a snapshot is the same object, and shows later changes of its properties.
const variable = new AsyncContext.Variable();
const value = { count: 0 };
const snapshot = variable.run(value, () => new AsyncContext.Snapshot());
value.count = 1;
assert.sameValue(snapshot.run(() => variable.get()), value);
assert.sameValue(snapshot.run(() => variable.get().count), 1);
