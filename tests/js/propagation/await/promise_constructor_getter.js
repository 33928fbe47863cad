// clause: SPEC 3, PerformPromiseThen (await)
// The `constructor` of an awaited promise is read synchronously in the awaiting function's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const gate = v.run('creator', () => Promise.resolve());
  Object.defineProperty(gate, 'constructor', { get() { seen.push(v.get()); return Promise; } });
  const p = v.run('function', async () => { await gate; seen.push(v.get()); });
  seen.push('sync');
  await p;
  assert.compareArray(seen, ['function', 'sync', 'function']);
});
