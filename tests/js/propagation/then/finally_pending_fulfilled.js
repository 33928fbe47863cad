// clause: SPEC 3, PerformPromiseThen
// A `finally` callback on a promise fulfilled later sees the mapping of the `finally` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
  const seen = [];
  const q = v.run('finally', () => p.finally(() => { seen.push(v.get()); }));
  v.run('resolver', () => resolve(7));
  assert.sameValue(await q, 7);
  assert.compareArray(seen, ['finally']);
});
