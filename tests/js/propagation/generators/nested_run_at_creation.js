// clause: SPEC 3, generator
// A generator made in a nested run has the inner value of that variable and the outer value of the other.
const a = new AsyncContext.Variable({ defaultValue: 'no a' });
const b = new AsyncContext.Variable({ defaultValue: 'no b' });
function* g() { yield a.get() + ' ' + b.get(); }
const gen = a.run('a1', () => b.run('b1', () => a.run('a2', g)));
assert.sameValue(b.run('b2', () => gen.next().value), 'a2 b1');
