// clause: DOM: inner invoke
// possible: a listener runs in the context of the code that dispatches, in both directions; the event brings no context along

//// victim
handed.target = new EventTarget();
mine.variable = new AsyncContext.Variable();
mine.seen = [];
mine.variable.run(secret, () => {
    handed.target.addEventListener('from-attacker', () => { mine.seen.push(mine.variable.get(), tenant()); });
});

//// attacker
mine.tag = new AsyncContext.Variable();
handed.target.addEventListener('from-victim', (event) => {
    mine.as = tenant();
    leak(event, event.detail, event.target, event.currentTarget, event.composedPath(), new AsyncContext.Snapshot());
    same(mine.tag.get(), undefined);
});
mine.tag.run('evil', () => handed.target.dispatchEvent(new Event('from-attacker')));

//// victim
same(mine.seen[0], undefined, 'the listener captured nothing');
same(mine.seen[1], 'attacker');
mine.variable.run(secret, () => {
    handed.target.dispatchEvent(new CustomEvent('from-victim', { detail: {} }));
    same(mine.variable.get(), secret);
});

//// attacker
same(mine.as, 'victim');
same(tenant(), 'attacker');
