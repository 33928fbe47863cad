// clause: SPEC 3, PerformPromiseThen (combinators)
// A handler on the result of Promise.all sees the mapping of its own `then` call, not that of the `all` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
  const all = v.run('all', () => Promise.all([p]));
  const q = v.run('then', () => all.then(() => v.get()));
  v.run('resolver', () => resolve());
  assert.sameValue(await q, 'then');
});
