// clause: Variable.prototype.run: the swap back on every exit
// holds: a call of the victim that a limit of the host ends, in a loop, a recursion, a generator or a wrapped function, leaves nothing of its context behind
// executor: ours
// reports

//// victim
const variable = new AsyncContext.Variable();
const deep = () => deep();
handed.read = () => variable.get();
handed.endless = [
    () => variable.run(secret, deep),
    () => variable.run(secret, () => { for (;;) {} }),
    () => variable.run(secret, () => { function* g() { for (;;) {} } g().next(); }),
    () => variable.run(secret, () => AsyncContext.Snapshot.wrap(deep)()),
    () => variable.run(secret, () => [1].forEach(() => { for (;;) {} })),
    () => variable.run(secret, () => Promise.resolve().then(deep)),
];

//// attacker
mine.checks = 0;
const check = () => { leak(handed.read()); same(handed.read(), undefined); same(tenant(), 'attacker'); mine.checks++; };
for (const endless of handed.endless) {
    setTimeout(endless);
    setTimeout(check);
    setTimeout(() => Promise.resolve().then(check));
}

//// attacker
same(mine.checks, 12);
