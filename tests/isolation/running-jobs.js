// clause: Jobs and Host Operations to Enqueue Jobs
// holds: jobs of the attacker that run between those of the victim see nothing of it, in whatever order they were enqueued

//// victim
mine.variable = new AsyncContext.Variable();
handed.gate = new Promise((resolve) => { handed.open = resolve; });
handed.victimWork = async () => {
    for (let i = 0; i < 20; i++) {
        await mine.variable.run(secret, async () => {
            await handed.gate;
            same(mine.variable.get(), secret);
            same(tenant(), 'victim');
            Promise.reject(new Error()).catch(() => { same(tenant(), 'victim'); });
        });
        same(mine.variable.get(), undefined);
    }
};
mine.work = handed.victimWork();

//// attacker
const spin = async () => { for (let i = 0; i < 60; i++) { same(tenant(), 'attacker'); leak(new AsyncContext.Snapshot()); await null; } };
const racing = [spin(), spin(), handed.gate.then(() => same(tenant(), 'attacker'))];
handed.open();
same(tenant(), 'attacker');
await Promise.all(racing);
same(tenant(), 'attacker');
