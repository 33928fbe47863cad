// clause: SPEC 2, run accepts a Snapshot of any realm
// Another realm's Snapshot.prototype.run installs the mapping of our snapshot.
const { global } = $host.createRealm();
const variable = new AsyncContext.Variable();
const snapshot = variable.run("ours", () => new AsyncContext.Snapshot());
const { run } = global.AsyncContext.Snapshot.prototype;
assert.sameValue(run.call(snapshot, () => variable.get()), "ours");
assert.sameValue(variable.get(), undefined);
