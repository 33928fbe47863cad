// clause: SPEC 3, built-in iterators
// Array destructuring steps and closes a custom iterator in the mapping of the destructuring code.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const iterable = v.run('creator', () => ({
  [Symbol.iterator]() { return this; },
  next: () => ({ value: v.get(), done: false }),
  return() { seen.push(v.get()); return {}; },
}));
const [a] = v.run('outer', () => { const [x] = iterable; return [x]; });
assert.sameValue(a, 'outer');
assert.compareArray(seen, ['outer']);
