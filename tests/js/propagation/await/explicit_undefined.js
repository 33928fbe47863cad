// clause: SPEC 3, PerformPromiseThen (await)
// A variable run with undefined is still undefined, not its default, after an await.
const v = new AsyncContext.Variable({ defaultValue: 'default' });
asyncTest(async () => {
  const p = v.run('outer', () => v.run(undefined, async () => { await null; return [v.get()]; }));
  assert.compareArray(await p, [undefined]);
});
