// clause: SPEC 2, errors belong to the realm of the built-in
// Another realm's Snapshot and its run throw that realm's TypeError.
const { global } = $host.createRealm();
const { Snapshot } = global.AsyncContext;
assert.throws(global.TypeError, () => Snapshot());
assert.throws(global.TypeError, () => Snapshot.prototype.run.call({}, () => {}));
assert.throws(global.TypeError, () => Snapshot.prototype.run.call(new AsyncContext.Snapshot(), null));
