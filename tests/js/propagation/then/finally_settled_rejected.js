// clause: SPEC 3, PerformPromiseThen
// A `finally` callback on an already rejected promise sees the mapping of the `finally` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const p = v.run('creator', () => Promise.reject(1));
  const seen = [];
  await v.run('finally', () => p.finally(() => { seen.push(v.get()); })).catch(() => {});
  assert.compareArray(seen, ['finally']);
});
