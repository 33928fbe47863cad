// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// The same getter on the result of a reject handler sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let reject;
  const p = v.run('creator', () => new Promise((_, r) => { reject = r; }));
  v.run('catch', () => p.catch(() => ({ get then() { seen.push(v.get()); } })));
  v.run('rejecter', () => reject());
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['catch']);
});
