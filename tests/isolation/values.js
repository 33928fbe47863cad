// clause: Variable.prototype.get, PerformPromiseThen
// holds: what the victim hands over brings nothing of its context along: not a value, a promise, nor a function

//// victim
const variable = new AsyncContext.Variable({ name: 'request' });
variable.run(secret, () => {
    handed.promise = Promise.resolve({ a: 1 });
    handed.pending = new Promise((resolve) => { mine.resolve = resolve; });
    handed.read = () => variable.get();
    handed.readLater = async () => { await null; return variable.get(); };
    handed.object = { get value() { return variable.get(); }, toString() { return String(variable.get()); } };
    handed.bound = variable.get.bind(variable);
});
mine.variable = variable;

//// attacker
const resolved = await handed.promise;
leak(handed.promise, resolved, handed.read, handed.read(), await handed.readLater(), handed.object.value, `${handed.object}`);
same(handed.read(), undefined);
same(handed.bound(), undefined);
same(tenant(), 'attacker');
handed.pending.then((value) => {
    same(tenant(), 'attacker', 'the handler has the context of its own then()');
    leak(value, handed.read());
    mine.heard = true;
});
const tag = new AsyncContext.Variable();
tag.run('evil', () => {
    leak(handed.read());
    handed.promise.then(() => { same(tag.get(), 'evil'); leak(handed.read()); });
});
mine.tag = tag;

//// victim
mine.variable.run(secret, () => { mine.resolve(1); same(mine.variable.get(), secret); });
same(tenant(), 'victim');

//// attacker
same(mine.heard, true);
same(mine.tag.get(), undefined);
