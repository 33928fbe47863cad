// clause: SPEC 3, generator
// A generator created in one run and first resumed inside another sees the mapping of its creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); }
const gen = v.run('creator', () => g());
assert.sameValue(v.run('resumer', () => gen.next().value), 'creator');
