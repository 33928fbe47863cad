// clause: SPEC 3, PerformPromiseThen (await)
// The catch block after awaiting a promise rejected in another mapping sees the function's own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let reject;
  const gate = v.run('creator', () => new Promise((_, r) => { reject = r; }));
  const p = v.run('function', async () => {
    try { await gate; } catch (e) { return [e, v.get()]; }
  });
  v.run('rejecter', () => reject('no'));
  assert.compareArray(await p, ['no', 'function']);
});
