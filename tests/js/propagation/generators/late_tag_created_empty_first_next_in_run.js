// clause: SPEC 3, generator
// A generator created in the empty mapping, seen by nothing, and first resumed inside a run sees the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); }
const gen = g();
assert.sameValue(v.run('resumer', () => gen.next().value), 'empty');
assert.sameValue(v.run('other', () => gen.next().value), 'empty');
