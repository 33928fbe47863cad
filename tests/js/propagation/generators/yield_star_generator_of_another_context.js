// clause: SPEC 3, generator (yield*)
// `yield*` into a generator made in another run: the inner body sees its own mapping, the outer one its own before and after.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* inner() { yield 'in ' + v.get(); yield 'in ' + v.get(); }
const innerGen = v.run('inner', inner);
function* outer() { yield 'out ' + v.get(); yield* innerGen; yield 'out ' + v.get(); }
const gen = v.run('outer', outer);
const seen = [0, 1, 2, 3].map((n) => v.run('resumer ' + n, () => gen.next().value));
assert.compareArray(seen, ['out outer', 'in inner', 'in inner', 'out outer']);
