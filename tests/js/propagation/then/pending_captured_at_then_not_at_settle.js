// clause: SPEC 3, PerformPromiseThen
// A fulfil handler on a pending promise sees the mapping of the `then` call, not the creator's, the resolver's or the empty one.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
  const q = v.run('then', () => p.then(() => v.get()));
  v.run('resolver', () => resolve());
  assert.sameValue(await q, 'then');
});
