// clause: SPEC 3, generator
// A variable set only around the resume is not visible in the body: the whole mapping is replaced, not merged.
const a = new AsyncContext.Variable({ defaultValue: 'no a' });
const b = new AsyncContext.Variable({ defaultValue: 'no b' });
function* g() { yield [a.get(), b.get()]; }
const gen = a.run('a1', g);
assert.compareArray(b.run('b1', () => gen.next().value), ['a1', 'no b']);
