// clause: SPEC 3, built-in iterators
// An array iterator made in one run reads a getter element in the mapping of whoever calls `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const array = [0, 0];
for (const i of [0, 1]) Object.defineProperty(array, i, { get: () => v.get() });
const it = v.run('creator', () => array[Symbol.iterator]());
assert.compareArray([v.run('caller', () => it.next().value), it.next().value], ['caller', 'empty']);
