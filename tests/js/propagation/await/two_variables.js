// clause: SPEC 3, PerformPromiseThen (await)
// An await brings back all variables, those set inside and those set outside the function's own run.
const a = new AsyncContext.Variable({ defaultValue: 'no a' });
const b = new AsyncContext.Variable({ defaultValue: 'no b' });
asyncTest(async () => {
  const inner = async () => { await null; return a.get() + ' ' + b.get(); };
  const p = a.run('a1', async () => {
    const x = b.run('b1', inner);
    await null;
    return [await x, a.get() + ' ' + b.get()];
  });
  assert.compareArray(await p, ['a1 b1', 'a1 no b']);
});
