// clause: SPEC 3, generator
// Direct eval inside a generator body resumed elsewhere sees the generator's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield eval('v.get()'); }
const gen = v.run('creator', g);
assert.sameValue(v.run('resumer', () => gen.next().value), 'creator');
