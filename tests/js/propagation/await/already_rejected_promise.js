// clause: SPEC 3, PerformPromiseThen (await)
// The catch block after awaiting an already rejected promise sees the function's own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const gate = v.run('rejecter', () => Promise.reject('no'));
  const p = v.run('function', async () => {
    try { await gate; } catch { return v.get(); }
  });
  assert.sameValue(await p, 'function');
});
