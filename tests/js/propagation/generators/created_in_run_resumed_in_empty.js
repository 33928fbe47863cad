// clause: SPEC 3, generator
// A generator returned from a run callback runs its body in that run's mapping when resumed in the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); return v.get(); }
const gen = v.run('creator', g);
assert.compareArray([gen.next().value, gen.next().value, gen.next().value], ['creator', 'creator', 'creator']);
assert.sameValue(v.get(), 'empty');
