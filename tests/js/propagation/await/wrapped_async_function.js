// clause: SPEC 3, PerformPromiseThen (await)
// An async function wrapped by Snapshot.wrap keeps the wrap's mapping across its awaits.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const f = v.run('wrap', () => AsyncContext.Snapshot.wrap(async () => { await null; return v.get(); }));
  const p = v.run('caller', async () => [await f(), v.get()]);
  assert.compareArray(await p, ['wrap', 'caller']);
});
