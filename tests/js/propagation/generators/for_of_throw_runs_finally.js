// clause: SPEC 3, generator
// A throw out of a for-of body inside a nested run executes the generator's finally in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function* g() { try { yield; } finally { seen.push('finally ' + v.get()); } }
const gen = v.run('creator', g);
v.run('consumer', () => {
  try {
    for (const _ of gen) v.run('nested', () => { throw 1; });
  } catch { seen.push('catch ' + v.get()); }
});
assert.compareArray(seen, ['finally creator', 'catch consumer']);
