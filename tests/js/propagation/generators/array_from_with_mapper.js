// clause: SPEC 3, generator
// Array.from over a generator of another run: the body sees its own mapping, the map function the caller's.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); }
const gen = v.run('creator', g);
const list = v.run('caller', () => Array.from(gen, (x) => x + '/' + v.get()));
assert.compareArray(list, ['creator/caller', 'creator/caller']);
