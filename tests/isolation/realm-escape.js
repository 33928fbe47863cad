// clause: Function constructor
// possible: any object of the victim leads to its realm, and so to what is on its global object; a variable in a closure is not there
// realms: two

//// victim
globalThis.onGlobal = new AsyncContext.Variable({ name: 'on the global object' });
const closed = new AsyncContext.Variable({ name: 'in a closure' });
handed.run = (f) => { globalThis.onGlobal.run('open', () => closed.run(secret, f)); };

//// attacker
const theirs = handed.run.constructor('return globalThis')();
assert(theirs !== globalThis);
handed.run(() => {
    same(theirs.onGlobal.get(), 'open', 'a realm is a boundary of names');
    for (const key of Reflect.ownKeys(theirs)) { try { leak(theirs[key]?.get?.()); } catch {} }
    leak(handed.run.constructor('return this.closed')(), handed.run.toString());
});
throws('ReferenceError', () => handed.run.constructor('return closed')());
