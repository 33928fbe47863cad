// clause: SPEC 3, PerformPromiseThen
// A fulfil handler whose reject partner is missing still sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const seen = [];
  const q = v.run('then', () => p.then(() => { seen.push(v.get()); }));
  v.run('resolver', () => resolve());
  await q;
  assert.compareArray(seen, ['then']);
});
