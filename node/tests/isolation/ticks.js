// clause: node:process nextTick
// holds: ticks run in the context of their call, and the environment of a realm is a copy
// realms: two

//// attacker
process.env.EVIL = '1';
process.nextTick((...given) => { same(tenant(), 'attacker'); leak(...given); }, 1);
process.emitWarning = (...given) => leak(...given);

//// victim
same(process.env.EVIL, undefined);
const variable = new AsyncContext.Variable();
mine.ran = 0;
variable.run(secret, () => {
    process.nextTick(() => { same(variable.get(), secret); same(tenant(), 'victim'); mine.ran++; });
});

//// victim
same(mine.ran, 1);
