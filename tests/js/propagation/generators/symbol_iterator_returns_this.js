// clause: SPEC 3, generator
// Taking the iterator of a generator returns the generator itself, any number of times and from any mapping; primitives pass unchanged.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); }
const gen = v.run('creator', g);
assert.sameValue(v.run('other', () => gen[Symbol.iterator]()), gen);
assert.sameValue(gen[Symbol.iterator](), gen);
assert.sameValue(gen.next().value, 'creator');
const take = gen[Symbol.iterator];
for (const x of [undefined, null, 5, take]) assert.sameValue(Reflect.apply(take, x, []), x);
