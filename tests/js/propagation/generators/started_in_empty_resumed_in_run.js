// clause: SPEC 3, generator
// A generator created and started in the empty mapping still sees the empty mapping when resumed inside a run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); yield v.get(); }
const gen = g();
assert.sameValue(gen.next().value, 'empty');
assert.sameValue(v.run('resumer', () => gen.next().value), 'empty');
assert.sameValue(v.run('other', () => v.run('nested', () => gen.next().value)), 'empty');
