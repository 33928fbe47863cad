// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable's `then` is called in the mapping of the `resolve` call, not in that of the creator or of a later `then`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let resolve;
  const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
  const q = v.run('then', () => p.then(() => { seen.push('handler ' + v.get()); }));
  v.run('resolver', () => resolve({ then(f) { seen.push('then ' + v.get()); f(); } }));
  await q;
  assert.compareArray(seen, ['then resolver', 'handler then']);
});
