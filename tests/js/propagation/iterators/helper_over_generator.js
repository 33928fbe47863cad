// clause: SPEC 3, built-in iterators (iterator helpers)
// A helper over a generator of a third run: the body sees its own mapping, the callback the consumer's.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); }
const gen = v.run('generator', g);
const it = v.run('helper', () => gen.map((x) => x + '/' + v.get()));
assert.compareArray([v.run('a', () => it.next().value), v.run('b', () => it.next().value)], ['generator/a', 'generator/b']);
