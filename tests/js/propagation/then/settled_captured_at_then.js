// clause: SPEC 3, PerformPromiseThen
// A fulfil handler added to an already fulfilled promise sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const p = v.run('creator', () => Promise.resolve(1));
  const q = v.run('then', () => p.then(() => v.get()));
  assert.sameValue(await q, 'then');
});
