// clause: SPEC 3, generator
// Generators that leave their run unstarted inside an array still have the run's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); }
const gens = v.run('creator', () => [g(), g()]);
assert.compareArray(gens.map((gen) => gen.next().value), ['creator', 'creator']);
