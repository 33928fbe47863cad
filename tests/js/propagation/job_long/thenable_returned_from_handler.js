// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable returned by a handler has its `then` called, one job later, in the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('then', () => p.then(() => ({ then(f) { f(v.get()); } })));
  v.run('resolver', () => resolve());
  assert.sameValue(await q, 'then');
});
