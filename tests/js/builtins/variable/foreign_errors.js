// clause: SPEC 2, errors belong to the constructor's realm
// The foreign constructor throws its own realm's TypeError for a missing new and for a Symbol name.
const { global } = $host.createRealm();
const { Variable } = global.AsyncContext;
assert.throws(global.TypeError, () => Variable());
assert.throws(global.TypeError, () => new Variable({ name: Symbol("s") }));
