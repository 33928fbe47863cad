// clause: SPEC 3, PerformPromiseThen (await)
// An async function started by an empty Snapshot inside a run stays in the empty mapping across its awaits.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const snapshot = new AsyncContext.Snapshot();
asyncTest(async () => {
  const p = v.run('runner', async () => {
    const inner = await snapshot.run(async () => { await null; return v.get(); });
    return [inner, v.get()];
  });
  assert.compareArray(await p, ['empty', 'runner']);
});
