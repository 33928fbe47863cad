// clause: SPEC 3, built-in iterators
// Array.from and the Set constructor step a custom iterable in the mapping of their call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const iterable = v.run('creator', () => ({
  [Symbol.iterator]() {
    let n = 0;
    return { next: () => ({ value: v.get() + n, done: n++ === 2 }) };
  },
}));
assert.compareArray(v.run('from', () => Array.from(iterable)), ['from0', 'from1']);
assert.compareArray([...v.run('set', () => new Set(iterable))], ['set0', 'set1']);
