// clause: SPEC 3, PerformPromiseThen
// A `finally` callback on a promise rejected later sees the mapping of the `finally` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let reject;
  const p = v.run('creator', () => new Promise((_, r) => { reject = r; }));
  const seen = [];
  const q = v.run('finally', () => p.finally(() => { seen.push(v.get()); }));
  v.run('rejecter', () => reject(7));
  assert.sameValue(await q.catch((e) => e), 7);
  assert.compareArray(seen, ['finally']);
});
