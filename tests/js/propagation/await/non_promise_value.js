// clause: SPEC 3, PerformPromiseThen (await)
// Awaiting a value that is not a promise keeps the mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const p = v.run('a', async () => {
    const x = await 42;
    return [x, v.get()];
  });
  assert.sameValue(v.get(), 'empty');
  assert.compareArray(await p, [42, 'a']);
});
