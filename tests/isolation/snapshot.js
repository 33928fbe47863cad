// clause: Snapshot.prototype.run
// possible: a snapshot that was handed over runs code of the attacker in its context; no variable can be read without having it

//// victim
mine.variable = new AsyncContext.Variable({ name: 'request' });
mine.variable.run(secret, () => { handed.snapshot = new AsyncContext.Snapshot(); });

//// attacker
const { snapshot } = handed;
same(snapshot.run(tenant), 'victim', 'natives of the host see the host variables of the context');
same(tenant(), 'attacker', 'only while it runs');
same(Reflect.ownKeys(snapshot).length, 0);
leak(snapshot, Object.getOwnPropertyDescriptors(snapshot), { ...snapshot }, JSON.stringify(snapshot), String(snapshot));
leak(snapshot.run(() => new AsyncContext.Snapshot()), snapshot.run(() => Object.getOwnPropertyNames(globalThis).join()));
const own = new AsyncContext.Variable({ defaultValue: 'default' });
same(snapshot.run(() => own.get()), 'default', 'what the attacker sets is not in it');
own.run('evil', () => {
    same(snapshot.run(() => own.get()), 'default');
    snapshot.run(() => own.run('evil', () => { same(own.get(), 'evil'); }));
});
// It cannot be changed, only extended for a call.
same(snapshot.run(() => own.get()), 'default');
handed.own = own;
await snapshot.run(async () => { await null; same(tenant(), 'victim', 'and what it starts there'); });
same(tenant(), 'attacker');

//// victim
same(handed.snapshot.run(() => mine.variable.get()), secret);
same(handed.snapshot.run(() => handed.own.get()), 'default');
