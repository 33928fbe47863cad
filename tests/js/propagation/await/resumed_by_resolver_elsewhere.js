// clause: SPEC 3, PerformPromiseThen (await)
// An async function resumed by a resolver called in another mapping continues in its own.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const gate = v.run('creator', () => new Promise((r) => { resolve = r; }));
  const p = v.run('function', async () => { await gate; return v.get(); });
  v.run('resolver', () => resolve());
  assert.sameValue(await p, 'function');
});
