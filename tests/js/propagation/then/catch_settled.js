// clause: SPEC 3, PerformPromiseThen
// A `catch` handler on a rejected promise sees the mapping of the `catch` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const p = v.run('rejecter', () => Promise.reject(0));
  const q = v.run('catch', () => p.catch(() => v.get()));
  assert.sameValue(await q, 'catch');
});
