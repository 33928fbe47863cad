// clause: SPEC 3, NewPromiseResolveThenableJob
// `Promise.resolve(thenable)` captures at that call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const thenable = v.run('creator', () => ({ then(f) { f(v.get()); } }));
  const p = v.run('resolve', () => Promise.resolve(thenable));
  const q = v.run('then', () => p.then((x) => x));
  assert.sameValue(await q, 'resolve');
});
