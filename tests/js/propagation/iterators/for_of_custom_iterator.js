// clause: SPEC 3, built-in iterators
// A for-of calls a custom iterator's `next` and, on break, `return` in the loop's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const iterable = v.run('creator', () => ({
  [Symbol.iterator]() { seen.push('iterator ' + v.get()); return this; },
  next() { seen.push('next ' + v.get()); return { value: 1, done: false }; },
  return() { seen.push('return ' + v.get()); return {}; },
}));
v.run('loop', () => { for (const _ of iterable) break; });
assert.compareArray(seen, ['iterator loop', 'next loop', 'return loop']);
