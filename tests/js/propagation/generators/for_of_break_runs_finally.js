// clause: SPEC 3, generator
// `break` out of a for-of in another run executes the generator's finally in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function* g() { try { yield; yield; } finally { seen.push(v.get()); } }
const gen = v.run('creator', g);
v.run('consumer', () => { for (const _ of gen) break; seen.push(v.get()); });
assert.compareArray(seen, ['creator', 'consumer']);
