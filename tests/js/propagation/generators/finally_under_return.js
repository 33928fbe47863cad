// clause: SPEC 3, generator
// A finally block run by `return()` from another run sees the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function* g() { try { yield; } finally { seen.push(v.get()); } }
const gen = v.run('creator', g);
v.run('resumer', () => gen.next());
v.run('closer', () => gen.return());
assert.compareArray(seen, ['creator']);
