// clause: SPEC 3, PerformPromiseThen
// A Snapshot made in a handler holds the mapping of the `then` call and can be used after the job.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('then', () => p.then(() => new AsyncContext.Snapshot()));
  v.run('resolver', () => resolve());
  const snapshot = await q;
  assert.sameValue(v.run('other', () => snapshot.run(() => v.get())), 'then');
});
