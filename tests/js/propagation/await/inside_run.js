// clause: SPEC 3, PerformPromiseThen (await)
// After an await inside an async function started by `run`, the value of that run is still there.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const p = v.run('a', async () => {
    const before = v.get();
    await null;
    return [before, v.get()];
  });
  assert.compareArray(await p, ['a', 'a']);
});
