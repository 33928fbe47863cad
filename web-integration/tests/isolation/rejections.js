// clause: HostPromiseRejectionTracker
// possible: the `unhandledrejection` event of an async function of the attacker that awaits a promise of the victim has the context of the rejection as a snapshot; no value can be read there
// executor: ours
// realms: two

//// victim
const variable = new AsyncContext.Variable({ name: 'request' });
handed.promise = variable.run(secret, async () => { await null; throw new Error('of the victim'); });
handed.promise.catch(() => {});

//// attacker
mine.events = [];
addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    same(tenant(), undefined);
    leak(event, event.reason, event.promise, event.asyncContext);
    mine.events.push(event);
});
const derived = new AsyncContext.Variable();
derived.run('evil', async () => { await handed.promise; });
mine.derived = derived;

//// attacker
same(mine.events.length, 1);
const { asyncContext } = mine.events[0];
same(asyncContext.run(() => mine.derived.get()), 'evil', 'what is rejected is of the attacker, and so is the context');
const own = new AsyncContext.Variable({ name: 'request' });
leak(asyncContext.run(() => own.get()));
