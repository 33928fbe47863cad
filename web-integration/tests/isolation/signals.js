// clause: DOM: signal abort
// possible: `abort()` calls the listeners of all in the context of its caller; a timeout fires in the context that made it

//// victim
mine.variable = new AsyncContext.Variable();
handed.controller = mine.variable.run(secret, () => new AbortController());
mine.seen = [];
mine.variable.run(secret, () => {
    handed.controller.signal.addEventListener('abort', () => mine.seen.push(mine.variable.get(), tenant()));
    // Called when the attacker is ready to listen: it must not be over before.
    const here = new AsyncContext.Snapshot();
    handed.makeTimeout = () => here.run(() => AbortSignal.timeout(1));
});

//// attacker
mine.seen = [];
const timeout = handed.makeTimeout();
const any = AbortSignal.any([timeout, handed.controller.signal]);
const tag = new AsyncContext.Variable();
tag.run('evil', () => {
    any.addEventListener('abort', (event) => { mine.seen.push(tenant()); leak(event, any.reason, new AsyncContext.Snapshot()); same(tag.get(), undefined); });
});
mine.any = any;
// The loop goes on until the timeout has fired.
const wait = setInterval(() => { if (timeout.aborted) clearInterval(wait); }, 1);

//// attacker
same(mine.seen.join(), 'victim', 'the timeout is that of the victim');
leak(mine.any.reason);
handed.controller.abort({ evil: 1 });

//// victim
same(mine.seen[0], undefined);
same(mine.seen[1], 'attacker');
