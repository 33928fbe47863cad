// clause: Error objects
// holds: stacks and messages of exceptions name places and no values, and no hook of another engine gets the frames of the victim

//// attacker
Error.stackTraceLimit = Infinity;
Error.prepareStackTrace = (error, frames) => { leak(error, frames); mine.prepared = true; return frames; };
Object.defineProperty(Error.prototype, 'stack', { configurable: true, get() { leak(this); return 'evil'; }, set(value) { leak(this, value); } });
handed.call = (f) => { try { f(); } catch (error) { mine.error = error; throw error; } };

//// victim
const variable = new AsyncContext.Variable({ name: 'request' });
handed.errors = [];
variable.run(secret, () => {
    try { handed.call(() => { throw new Error('of the victim'); }); } catch (error) { handed.errors.push(error); }
    try { variable.get.call(1); } catch (error) { handed.errors.push(error); }
    try { variable.run.call(secret); } catch (error) { handed.errors.push(error); }
    try { variable.run(secret); } catch (error) { handed.errors.push(error); }
    try { variable.run(secret, secret); } catch (error) { handed.errors.push(error); }
    try { AsyncContext.Snapshot.wrap(secret); } catch (error) { handed.errors.push(error); }
    try { new AsyncContext.Snapshot().run(secret); } catch (error) { handed.errors.push(error); }
});
same(handed.errors.length, 7);

//// attacker
for (const error of [mine.error, ...handed.errors]) {
    leak(error, error.stack, error.message, String(error), Object.getOwnPropertyDescriptors(error), error.snapshot);
}
same(mine.prepared, undefined);
