// clause: SPEC 3, NewPromiseResolveThenableJob
// A promise that adopts another one settled in a further mapping still runs its handler in the mapping of `then`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  let resolveInner;
  const inner = v.run('inner', () => new Promise((r) => { resolveInner = r; }));
  const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
  const q = v.run('then', () => p.then(() => v.get()));
  v.run('resolver', () => resolve(inner));
  await null;
  v.run('inner resolver', () => resolveInner());
  assert.sameValue(await q, 'then');
});
