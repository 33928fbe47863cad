// clause: StructuredSerialize
// holds: getters that cloning calls run at once, in the context of the caller, and clones have nothing of a context

//// attacker
handed.bomb = { get x() { mine.as = tenant(); leak(this); return { y: 1 }; } };

//// victim
const variable = new AsyncContext.Variable();
variable.run(secret, () => {
    const clone = structuredClone(handed.bomb);
    same(clone.x.y, 1);
    same(variable.get(), secret);
});
same(variable.get(), undefined);

//// attacker
same(mine.as, 'victim', 'as any getter that the victim reads');
same(tenant(), 'attacker');
