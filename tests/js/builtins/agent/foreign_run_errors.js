// clause: SPEC 2, errors of run belong to the realm of run
// Another realm's run throws that realm's TypeError for a wrong receiver and for a non-callable function.
const { global } = $host.createRealm();
const { run } = global.AsyncContext.Variable.prototype;
const variable = new AsyncContext.Variable();
assert.throws(global.TypeError, () => run.call({}, 1, () => {}));
assert.throws(global.TypeError, () => run.call(variable, 1, null));
