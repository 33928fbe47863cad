// clause: SPEC 3, PerformPromiseThen
// A reject handler added to an already rejected promise sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const p = v.run('creator', () => Promise.reject(new Error('x')));
  const q = v.run('then', () => p.then(undefined, () => v.get()));
  assert.sameValue(await q, 'then');
});
