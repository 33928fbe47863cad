// clause: report an exception, notify about rejected promises
// possible: in one realm listeners of the attacker for `error` and `unhandledrejection` hear of exceptions of the victim, and have the context of each as a snapshot; they run in the empty context, and read no variable in the snapshot
// executor: ours
// realms: one
// reports

//// attacker
mine.events = [];
const own = new AsyncContext.Variable({ name: 'request' });
const hear = (event) => {
    // The host hears of a late handler alone then.
    event.preventDefault();
    same(tenant(), undefined, 'the listener runs in the empty context');
    const { asyncContext } = event;
    leak(event, event.error, event.reason, event.promise, event.message, asyncContext, Object.getOwnPropertyDescriptors(asyncContext));
    leak(asyncContext.run(() => own.get()), asyncContext.run(() => new AsyncContext.Snapshot()));
    // Those of a rejection were taken out after the first of its two events.
    const host = event.type === 'rejectionhandled' ? undefined : 'victim';
    same(asyncContext.run(tenant), host, 'the host variables of the cause, while the event lasts');
    mine.events.push(event);
};
for (const type of ['error', 'unhandledrejection', 'rejectionhandled']) addEventListener(type, hear);

//// victim
const variable = new AsyncContext.Variable({ name: 'request' });
mine.heard = 0;
addEventListener('error', (event) => { same(event.asyncContext.run(() => variable.get()), secret); mine.heard++; });
variable.run(secret, () => {
    setTimeout(() => { throw new Error('thrown'); });
    reportError(new Error('reported'));
    const rejected = Promise.reject(new Error('rejected'));
    setTimeout(() => rejected.catch(() => {}), 1);
});

//// attacker
same(mine.events.map((event) => event.type).sort().join(), 'error,error,rejectionhandled,unhandledrejection');
for (const { asyncContext } of mine.events) same(asyncContext.run(tenant), undefined, 'host variables are taken out after the event');

//// victim
same(mine.heard, 2);
