// clause: SPEC 3, PerformPromiseThen (await)
// A finally block with its own await keeps the function's mapping before and after it.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const gate = v.run('rejecter', () => Promise.reject('no'));
  const p = v.run('function', async () => {
    try { await gate; } finally { seen.push(v.get()); await null; seen.push(v.get()); }
  });
  await p.catch(() => {});
  assert.compareArray(seen, ['function', 'function']);
});
