// clause: SPEC 3, built-in iterators
// Promise.all steps its iterable in the mapping of the `all` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const iterable = v.run('creator', () => ({
  [Symbol.iterator]() {
    seen.push('iterator ' + v.get());
    let n = 0;
    return { next() { seen.push('next ' + v.get()); return { value: n, done: n++ === 1 }; } };
  },
}));
asyncTest(async () => {
  await v.run('all', () => Promise.all(iterable));
  assert.compareArray(seen, ['iterator all', 'next all', 'next all']);
});
