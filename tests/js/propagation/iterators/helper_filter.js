// clause: SPEC 3, built-in iterators (iterator helpers)
// The predicate of `filter` runs, for every skipped and kept element, in the mapping of whoever calls `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const it = v.run('creator', () => [1, 2].values().filter((x) => { seen.push(x + v.get()); return x === 2; }));
assert.sameValue(v.run('caller', () => it.next().value), 2);
assert.compareArray(seen, ['1caller', '2caller']);
