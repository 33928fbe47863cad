// clause: SPEC 3, PerformPromiseThen (await, whole job)
// The `then` getter of an object returned by an async function after an await is read in the function's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let resume;
  const gate = new Promise((r) => { resume = r; });
  const p = v.run('function', async () => {
    await gate;
    return { get then() { seen.push(v.get()); } };
  });
  v.run('resumer', () => resume());
  await p;
  assert.compareArray(seen, ['function']);
});
