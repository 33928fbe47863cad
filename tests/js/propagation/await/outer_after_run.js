// clause: SPEC 3, PerformPromiseThen (await)
// Awaiting an async function started by `run` brings back the awaiting function's mapping, not the run's.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const outer = async () => {
    const p = v.run('inner', async () => { await null; seen.push(v.get()); });
    seen.push(v.get());
    await p;
    seen.push(v.get());
  };
  await v.run('outer', outer);
  seen.push(v.get());
  assert.compareArray(seen, ['outer', 'inner', 'outer', 'empty']);
});
