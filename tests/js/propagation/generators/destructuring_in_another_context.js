// clause: SPEC 3, generator
// Destructuring a generator of one run inside another, including the closing `return`, runs its body in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function* g() { try { while (true) yield v.get(); } finally { seen.push('closed in ' + v.get()); } }
const gen = v.run('creator', g);
v.run('consumer', () => {
  const [a, , b = 'none'] = gen;
  seen.push(a, b, v.get());
});
assert.compareArray(seen, ['closed in creator', 'creator', 'creator', 'consumer']);
