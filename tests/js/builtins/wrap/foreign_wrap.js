// clause: SPEC 2, realm of the wrapped function's prototype
// Another realm's wrap around our function gives that realm's %Function.prototype%.
const { global } = $host.createRealm();
const wrapped = global.AsyncContext.Snapshot.wrap(function ours() { return 1; });
assert.sameValue(Object.getPrototypeOf(wrapped), global.Function.prototype);
assert.sameValue(wrapped.name, "wrapped ours");
assert.sameValue(wrapped(), 1);
