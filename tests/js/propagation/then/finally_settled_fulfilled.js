// clause: SPEC 3, PerformPromiseThen
// A `finally` callback on an already fulfilled promise sees the mapping of the `finally` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const p = v.run('creator', () => Promise.resolve(1));
  const seen = [];
  await v.run('finally', () => p.finally(() => { seen.push(v.get()); }));
  assert.compareArray(seen, ['finally']);
});
