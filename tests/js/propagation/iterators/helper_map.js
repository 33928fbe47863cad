// clause: SPEC 3, built-in iterators (iterator helpers)
// The callback of `map` runs in the mapping of whoever calls `next`, not in that of the `map` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const it = v.run('creator', () => [1, 2].values().map((x) => x + v.get()));
assert.compareArray([v.run('caller', () => it.next().value), it.next().value], ['1caller', '2empty']);
