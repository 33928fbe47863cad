// clause: SPEC 3, PerformPromiseThen (await)
// A thenable that resolves later in another mapping resumes the function in the function's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let later;
  const p = v.run('function', async () => {
    await { then(f) { later = f; } };
    return v.get();
  });
  await new Promise((r) => setTimeout(r, 1));
  v.run('later', () => later());
  assert.sameValue(await p, 'function');
});
