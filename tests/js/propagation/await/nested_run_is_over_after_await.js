// clause: SPEC 3, PerformPromiseThen (await)
// Awaiting the promise that a synchronous nested `run` returned does not bring that run's value into the function.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const p = v.run('function', async () => {
    const x = await v.run('nested', () => Promise.resolve(v.get()));
    return [x, v.get()];
  });
  assert.compareArray(await p, ['nested', 'function']);
});
