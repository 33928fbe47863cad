// clause: node:async_hooks AsyncLocalStorage.prototype.enterWith
// holds: enterWith of the attacker changes no store of the victim, and ends with the job or the scope in which it was called

//// attacker
mine.own = new asyncHooks.AsyncLocalStorage({ defaultValue: 'unset' });
handed.f = () => { mine.own.enterWith('evil'); return 1; };
handed.thenable = { then(resolve) { mine.own.enterWith('evil'); resolve(1); } };
handed.read = () => mine.own.getStore();

//// victim
const storage = new asyncHooks.AsyncLocalStorage();
await storage.run(secret, async () => {
    handed.f();
    same(storage.getStore(), secret);
    await handed.thenable;
    same(storage.getStore(), secret);
    same(tenant(), 'victim');
});
same(storage.getStore(), undefined);
Promise.resolve().then(() => { handed.f(); });
await null;
same(handed.read(), 'unset', 'it ended with its job');

//// attacker
same(mine.own.getStore(), 'unset');
same(tenant(), 'attacker');
