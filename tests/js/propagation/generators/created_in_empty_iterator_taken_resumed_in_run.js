// clause: SPEC 3, generator
// A generator created in the empty mapping, its iterator taken there, sees the empty mapping when first resumed inside a run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); }
const gen = g()[Symbol.iterator]();
assert.sameValue(v.run('resumer', () => gen.next().value), 'empty');
assert.sameValue(v.run('other', () => gen.next().value), 'empty');
