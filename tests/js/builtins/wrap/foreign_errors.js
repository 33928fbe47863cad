// clause: SPEC 2, errors belong to the realm of wrap
// Another realm's wrap throws that realm's TypeError for something that is not callable.
const { global } = $host.createRealm();
assert.throws(global.TypeError, () => global.AsyncContext.Snapshot.wrap({}));
