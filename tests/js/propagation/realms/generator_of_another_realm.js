// clause: SPEC 3, generator
// A generator of another realm returned from a run keeps that run's mapping, also under this realm's borrowed `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const g = other.evalScript('(function* (v) { yield v.get(); yield v.get(); })');
const gen = v.run('creator', g, v);
const { next } = Object.getPrototypeOf(function* () {}).prototype;
assert.notSameValue(gen.next, next);
assert.sameValue(v.run('resumer', () => gen.next().value), 'creator');
assert.sameValue(v.run('resumer', () => next.call(gen).value), 'creator');
