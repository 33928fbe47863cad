// clause: SPEC 3, PerformPromiseThen (await)
// Replacing the globals Promise and AsyncContext does not disturb await and then of existing objects.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const saved = { Promise, AsyncContext };
asyncTest(async () => {
  await null; // let the harness attach its own handlers first
  let resolve;
  const gate = new Promise((r) => { resolve = r; });
  let result;
  globalThis.Promise = undefined;
  globalThis.AsyncContext = undefined;
  try {
    const q = v.run('function', async () => { await gate; return v.get(); });
    const r = v.run('then', () => q.then((x) => [x, v.get()]));
    v.run('resolver', () => resolve());
    result = await r;
  } finally {
    Object.assign(globalThis, saved);
  }
  assert.compareArray(result, ['function', 'then']);
});
