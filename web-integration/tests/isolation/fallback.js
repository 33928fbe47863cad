// clause: EventTarget.captureFallbackContext
// holds: captureFallbackContext records the variables that it is given and no others, and takes nothing for a variable that is none

//// victim
mine.variable = new AsyncContext.Variable({ name: 'request' });
handed.call = (f) => mine.variable.run(secret, f);
mine.variable.run(secret, () => { handed.snapshot = new AsyncContext.Snapshot(); });

//// attacker
const { captureFallbackContext } = EventTarget;
const own = new AsyncContext.Variable({ name: 'request' });
for (const impostor of [handed.snapshot, {}, 'request', AsyncContext.Variable, AsyncContext.Variable.prototype, new Proxy(own, {}), Object.create(own), handed.call]) {
    throws('TypeError', () => captureFallbackContext([impostor], () => {}));
}
mine.seen = [];
handed.call(() => {
    captureFallbackContext([own], () => {
        addEventListener('error', (event) => {
            event.preventDefault();
            mine.seen.push(tenant());
            leak(own.get(), new AsyncContext.Snapshot());
        }, { once: true });
    });
});
queueMicrotask(() => { throw new Error('fires the event'); });

//// attacker
same(mine.seen.length, 1);
same(mine.seen[0], undefined, 'neither the variables of the victim nor those of the host');
