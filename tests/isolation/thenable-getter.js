// clause: Promise Resolve Functions
// possible: a `then` getter of an object of the attacker runs in the context of the victim that resolves a promise with it

//// attacker
handed.thenable = {
    get then() {
        mine.getter = tenant();
        mine.snapshot = new AsyncContext.Snapshot();
        leak(this, mine.snapshot, Object.keys(this));
        return undefined;
    },
};

//// victim
const variable = new AsyncContext.Variable();
await variable.run(secret, async () => {
    same(await handed.thenable, handed.thenable);
    same(variable.get(), secret);
    same(tenant(), 'victim');
});
same(variable.get(), undefined);

//// attacker
same(mine.getter, 'victim');
same(mine.snapshot.run(tenant), 'victim');
leak(mine.snapshot);
same(tenant(), 'attacker');
