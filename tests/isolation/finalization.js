// clause: CleanupFinalizationRegistry
// holds: a registry of the attacker that is told of an object of the victim runs its callback in the context of the attacker, and a registry of the victim in that of the victim, whoever collects
// executor: ours

//// victim
const variable = new AsyncContext.Variable();
mine.told = 0;
variable.run(secret, () => {
    handed.registry = new FinalizationRegistry(() => {
        same(variable.get(), secret);
        same(tenant(), 'victim');
        mine.told++;
    });
});

//// attacker
const tag = new AsyncContext.Variable();
mine.told = 0;
tag.run('evil', () => {
    mine.registry = new FinalizationRegistry((held) => {
        leak(held);
        same(tag.get(), 'evil');
        same(tenant(), 'attacker');
        mine.told++;
    });
    handed.registry.register({}, 'of the attacker');
});
handed.forAttacker = (object) => mine.registry.register(object, 'held');

//// victim
const variable = new AsyncContext.Variable();
variable.run(secret, () => { handed.forAttacker({}); });
gc();

//// attacker
await null;
gc();

//// victim
same(mine.told, 1);

//// attacker
same(mine.told, 1);
