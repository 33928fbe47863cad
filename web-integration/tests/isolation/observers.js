// clause: Performance Timeline: queue the PerformanceObserver task
// holds: the callback of a PerformanceObserver runs in the empty context, whoever has marked, and its entries bring nothing of a context along

//// victim
mine.variable = new AsyncContext.Variable({ name: 'request' });
// The timeline of this realm, for the attacker.
handed.PerformanceObserver = PerformanceObserver;

//// attacker
mine.seen = [];
const tag = new AsyncContext.Variable();
tag.run('evil', () => {
    mine.observer = new handed.PerformanceObserver((list, observer) => {
        same(tenant(), undefined, 'the empty context');
        same(tag.get(), undefined);
        for (const entry of list.getEntries()) { leak(entry, entry.name, entry.detail, entry.toJSON()); mine.seen.push(entry.name); }
        leak(list, observer, new AsyncContext.Snapshot());
    });
    mine.observer.observe({ entryTypes: ['mark', 'measure'] });
});
handed.detail = { get x() { mine.getter = tenant(); leak(this); return 1; } };

//// victim
mine.variable.run(secret, () => {
    performance.mark('marked', { detail: handed.detail });
    performance.measure('measured', { start: 'marked', detail: { a: 1 } });
    throws('DataCloneError', () => performance.mark('not marked', { detail: new AsyncContext.Snapshot() }));
    same(mine.variable.get(), secret);
});

//// attacker
same(mine.seen.sort().join(), 'marked,measured');
same(mine.getter, 'victim', 'as any getter that the victim reads');
same(tenant(), 'attacker');
mine.observer.disconnect();
