// clause: report an exception
// possible: the `error` event of code of the attacker has the context in which a function of the victim threw, as a snapshot; its listener runs in none, and what the victim threw by itself is told to the victim
// executor: ours
// realms: two

//// victim
const variable = new AsyncContext.Variable({ name: 'request' });
handed.fail = () => variable.run(secret, () => { throw new Error('of the victim'); });
mine.heard = 0;
addEventListener('error', (event) => {
    event.preventDefault();
    same(event.asyncContext.run(() => variable.get()), secret);
    mine.heard++;
});

//// attacker
mine.events = [];
addEventListener('error', (event) => {
    event.preventDefault();
    same(tenant(), undefined, 'the listener runs in the empty context');
    leak(event, event.error, event.error.stack, event.message, event.asyncContext, Object.getOwnPropertyDescriptors(event.asyncContext));
    same(event.asyncContext.run(tenant), 'attacker', 'the host variable of the call');
    mine.events.push(event);
});
setTimeout(() => handed.fail());
queueMicrotask(() => handed.fail());
try { handed.fail(); } catch (error) { reportError(error); }
// The job is a function of the victim.
setTimeout(handed.fail);

//// attacker
same(mine.events.length, 3);
for (const { asyncContext } of mine.events) {
    same(asyncContext.run(tenant), undefined, 'host variables are taken out after the event');
    const own = new AsyncContext.Variable({ name: 'request' });
    leak(asyncContext.run(() => own.get()));
}

//// victim
same(mine.heard, 1);
