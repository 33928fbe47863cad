// clause: RequireInternalSlot
// holds: methods of another realm are the same keys to the same doors, and proxies, prototypes and impostors are refused

//// victim
mine.variable = new AsyncContext.Variable({ name: 'request' });
mine.variable.run(secret, () => { handed.snapshot = new AsyncContext.Snapshot(); });
handed.Variable = AsyncContext.Variable;
handed.Snapshot = AsyncContext.Snapshot;

//// attacker
const { snapshot } = handed;
const run = AsyncContext.Snapshot.prototype.run;
const foreignRun = handed.Snapshot.prototype.run;
const own = new AsyncContext.Snapshot();
same(foreignRun.call(own, tenant), 'attacker', 'a borrowed method does not bring the context of its realm');
same(run.call(own, tenant), 'attacker');
const foreign = new handed.Variable({ name: 'request' });
foreignRun.call(snapshot, () => leak(foreign.get()));
run.call(snapshot, () => leak(foreign.get()));
const name = Object.getOwnPropertyDescriptor(handed.Variable.prototype, 'name').get;
for (const impostor of [
    {}, new Proxy(snapshot, {}), Object.create(snapshot), handed.Snapshot.prototype, own.constructor, () => {}, foreign, new Proxy(() => {}, {}),
]) {
    throws('TypeError', () => run.call(impostor, () => {}));
    throws('TypeError', () => foreignRun.call(impostor, () => {}));
    if (impostor !== foreign) throws('TypeError', () => name.call(impostor));
}
throws('TypeError', () => handed.Variable());
throws('TypeError', () => handed.Snapshot());
throws('TypeError', () => handed.Variable.call(foreign));
// A constructor of the other realm runs in the context of its caller.
leak(Reflect.construct(handed.Snapshot, [], class {}));
same(foreignRun.call(Reflect.construct(handed.Snapshot, [], class {}), tenant), 'attacker');
const newTarget = new Proxy(function () {}, { get(target, key) { mine.trap = tenant(); leak(key); return Reflect.get(target, key); } });
Reflect.construct(handed.Snapshot, [], newTarget);
Reflect.construct(handed.Variable, [], newTarget);
same(mine.trap, 'attacker');
