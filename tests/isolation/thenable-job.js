// clause: NewPromiseResolveThenableJob
// holds: however a thenable of the attacker settles what the victim awaits, the victim goes on in its own context and sees nothing of the attacker's

//// attacker
const tag = new AsyncContext.Variable({ defaultValue: 'unset' });
handed.tag = tag;
const snapshot = tag.run('evil', () => new AsyncContext.Snapshot());
const keep = [];
mine.keep = keep;
handed.thenables = [
    { then(resolve) { tag.run('evil', () => resolve(1)); } },
    { then(resolve) { snapshot.run(resolve, 1); snapshot.run(resolve, 2); throw 3; } },
    { then(resolve, reject) { tag.run('evil', () => reject(1)); } },
    { then() { tag.run('evil', () => { throw 1; }); } },
    { then(resolve) { tag.run('evil', () => { Promise.resolve().then(() => resolve(1)); }); } },
    { then(resolve) { tag.run('evil', () => resolve({ then(again) { snapshot.run(again, 1); } })); } },
    { then(resolve) { keep.push(resolve); } },
    { get then() { tag.run('evil', () => { throw 1; }); } },
    new Proxy(Promise.resolve(1), { get(target, key) { return key === 'then' ? (f) => tag.run('evil', f, 1) : Reflect.get(target, key); } }),
];

//// victim
const variable = new AsyncContext.Variable();
mine.done = 0;
for (const thenable of handed.thenables) {
    variable.run(secret, async () => {
        try { await thenable; } catch {}
        same(variable.get(), secret);
        same(handed.tag.get(), 'unset');
        same(tenant(), 'victim');
        mine.done++;
    });
    variable.run(secret, () => {
        const here = () => { same(variable.get(), secret); same(handed.tag.get(), 'unset'); same(tenant(), 'victim'); mine.done++; };
        new Promise((resolve) => resolve(thenable)).then(here, here);
        Promise.resolve(thenable).finally(here).catch(() => {});
    });
}
same(variable.get(), undefined);
same(handed.tag.get(), 'unset');

//// attacker
same(handed.tag.get(), 'unset', 'nothing stays');
same(mine.keep.length, 3);
handed.tag.run('evil', () => mine.keep.forEach((resolve) => resolve(1)));

//// victim
same(mine.done, 3 * handed.thenables.length);
