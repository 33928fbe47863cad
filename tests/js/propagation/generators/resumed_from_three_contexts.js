// clause: SPEC 3, generator
// Each resume, from a run, from another run and from the empty mapping, continues in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { while (true) yield v.get(); }
const gen = v.run('creator', g);
const seen = [
  v.run('r1', () => gen.next().value),
  v.run('r2', () => gen.next().value),
  gen.next().value,
];
assert.compareArray(seen, ['creator', 'creator', 'creator']);
