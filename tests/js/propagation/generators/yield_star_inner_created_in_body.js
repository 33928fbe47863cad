// clause: SPEC 3, generator (yield*)
// A generator created by the delegating body itself has the delegating generator's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* inner() { yield v.get(); yield v.get(); }
function* outer() { yield* inner(); }
const gen = v.run('outer', outer);
assert.compareArray([v.run('r1', () => gen.next().value), gen.next().value], ['outer', 'outer']);
