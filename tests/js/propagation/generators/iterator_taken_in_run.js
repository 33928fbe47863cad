// clause: SPEC 3, generator
// A generator whose iterator was taken inside the run, and which left the run through an outer variable, keeps the run's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); }
let gen;
v.run('creator', () => { gen = g()[Symbol.iterator](); });
assert.sameValue(v.run('resumer', () => gen.next().value), 'creator');
assert.sameValue(gen.next().value, 'creator');
