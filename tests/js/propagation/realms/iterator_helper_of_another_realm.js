// clause: SPEC 3, built-in iterators (iterator helpers)
// A helper of another realm's array iterator runs a callback of this realm in the mapping of whoever calls `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const list = other.evalScript('[1, 2]');
const it = v.run('creator', () => list.values().map((x) => x + v.get()));
assert.compareArray([v.run('caller', () => it.next().value), it.next().value], ['1caller', '2empty']);
