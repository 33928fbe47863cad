// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable element of Promise.all has its `then` called in the mapping of the `all` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const thenable = v.run('creator', () => ({ then(f) { f(v.get()); } }));
  const all = v.run('all', () => Promise.all([thenable, 'plain']));
  const q = v.run('then', () => all.then((x) => x));
  assert.compareArray(await q, ['all', 'plain']);
});
