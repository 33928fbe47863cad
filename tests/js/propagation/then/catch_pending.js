// clause: SPEC 3, PerformPromiseThen
// A `catch` handler on a pending promise sees the mapping of the `catch` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let reject;
  const p = v.run('creator', () => new Promise((_, r) => { reject = r; }));
  const q = v.run('catch', () => p.catch(() => v.get()));
  v.run('rejecter', () => reject(0));
  assert.sameValue(await q, 'catch');
});
