// clause: SPEC 3, NewPromiseResolveThenableJob
// An awaited thenable has its `then` called in the awaiting function's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const thenable = v.run('creator', () => ({ then(f) { f(v.get()); } }));
  const p = v.run('function', async () => [await thenable, v.get()]);
  assert.compareArray(await p, ['function', 'function']);
});
