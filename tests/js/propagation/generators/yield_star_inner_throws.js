// clause: SPEC 3, generator (yield*)
// An error thrown by the inner generator is caught by the outer one in the outer's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* inner() { yield; throw 'from ' + v.get(); }
const innerGen = v.run('inner', inner);
function* outer() { try { yield* innerGen; } catch (e) { yield e + ' to ' + v.get(); } }
const gen = v.run('outer', outer);
gen.next();
assert.sameValue(v.run('resumer', () => gen.next().value), 'from inner to outer');
