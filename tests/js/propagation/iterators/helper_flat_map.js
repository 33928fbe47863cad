// clause: SPEC 3, built-in iterators (iterator helpers)
// The mapper of `flatMap` and the `next` of its inner iterators run in the mapping of whoever calls `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const it = v.run('creator', () => [1].values().flatMap(() => {
  const made = v.get();
  let n = 0;
  return { [Symbol.iterator]: () => ({ next: () => ({ value: made + ' ' + v.get(), done: n++ === 2 }) }) };
}));
assert.compareArray([v.run('a', () => it.next().value), v.run('b', () => it.next().value)], ['a a', 'a b']);
