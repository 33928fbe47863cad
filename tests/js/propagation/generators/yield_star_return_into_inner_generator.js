// clause: SPEC 3, generator (yield*)
// `return()` during `yield*` runs the inner finally in the inner generator's mapping and the outer finally in the outer's.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function* inner() { try { yield; } finally { seen.push('in ' + v.get()); } }
const innerGen = v.run('inner', inner);
function* outer() { try { yield* innerGen; } finally { seen.push('out ' + v.get()); } }
const gen = v.run('outer', outer);
gen.next();
v.run('closer', () => gen.return());
assert.compareArray(seen, ['in inner', 'out outer']);
