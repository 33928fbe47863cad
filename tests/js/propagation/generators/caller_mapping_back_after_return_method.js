// clause: SPEC 3, generator
// After `return()` ran a finally block the caller's mapping is back.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function* g() { try { yield; } finally { seen.push(v.get()); } }
const gen = v.run('creator', g);
gen.next();
v.run('closer', () => { gen.return(); seen.push(v.get()); });
seen.push(v.get());
assert.compareArray(seen, ['creator', 'closer', 'empty']);
