// clause: SPEC 3, generator
// A generator that leaves its run unstarted through an outer variable, seen by nothing, still has the run's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); }
let gen;
v.run('creator', () => { gen = g(); });
assert.sameValue(v.run('resumer', () => gen.next().value), 'creator');
