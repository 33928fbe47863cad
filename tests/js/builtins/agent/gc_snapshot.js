// clause: SPEC 1, a captured mapping keeps its values
// After collections, a snapshot and a wrapped function still see the captured objects.
const variable = new AsyncContext.Variable();
const snapshot = variable.run({ tag: "snapshot" }, () => new AsyncContext.Snapshot());
const wrapped = variable.run({ tag: "wrapped" }, () => AsyncContext.Snapshot.wrap(() => variable.get().tag));
$host.gc();
$host.gc();
assert.sameValue(snapshot.run(() => variable.get().tag), "snapshot");
assert.sameValue(wrapped(), "wrapped");
