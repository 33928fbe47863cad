// clause: SPEC 3, PerformPromiseThen (await)
// An async function started by Snapshot.run keeps the snapshot's mapping across its awaits.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const snapshot = v.run('snapshot', () => new AsyncContext.Snapshot());
  const p = v.run('runner', () => snapshot.run(async () => { await null; return v.get(); }));
  assert.sameValue(await p, 'snapshot');
});
