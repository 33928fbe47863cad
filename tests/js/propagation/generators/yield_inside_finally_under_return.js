// clause: SPEC 3, generator
// A finally block that yields during `return()` continues in the mapping of creation when resumed from yet another run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function* g() { try { yield; } finally { yield v.get(); seen.push(v.get()); } }
const gen = v.run('creator', g);
gen.next();
seen.push(v.run('closer', () => gen.return('r').value));
const last = v.run('resumer', () => gen.next());
assert.compareArray(seen, ['creator', 'creator']);
assert.sameValue(last.value, 'r');
assert.sameValue(last.done, true);
