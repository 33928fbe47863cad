// clause: Variable.prototype.run: the swap back on every exit
// holds: however a call of the victim ends, by an exception, a failing call, a closed generator or a rejection, its context ends with it

//// victim
const variable = new AsyncContext.Variable();
handed.attempts = [
    () => variable.run(secret, () => { throw new Error('thrown'); }),
    () => variable.run(secret, undefined),
    () => variable.run(secret, class {}),
    () => variable.run(secret, () => variable.run(secret, () => { null.x; })),
    () => variable.run(secret, () => { function* g() { try { yield 1; } finally { throw 1; } } const i = g(); i.next(); i.return(); }),
    () => new AsyncContext.Snapshot().run(() => { throw 1; }),
    () => AsyncContext.Snapshot.wrap(() => { throw 1; })(),
];
handed.read = () => variable.get();
handed.rejected = () => variable.run(secret, async () => { await null; throw new Error('rejected'); });

//// attacker
const tag = new AsyncContext.Variable();
const check = () => { leak(handed.read()); same(handed.read(), undefined); same(tenant(), 'attacker'); same(tag.get(), 'evil'); };
await tag.run('evil', async () => {
    for (const attempt of handed.attempts) {
        try { attempt(); } catch (error) { leak(error, error.stack, error.message, error.cause); }
        check();
    }
    try { await handed.rejected(); } catch (error) { leak(error, error.stack); }
    check();
});
same(tag.get(), undefined);
