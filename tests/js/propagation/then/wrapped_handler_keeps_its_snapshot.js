// clause: SPEC 3, PerformPromiseThen
// A handler made by Snapshot.wrap sees the mapping of the wrap, and the job's mapping is back for the derived promise.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const handler = v.run('wrap', () => AsyncContext.Snapshot.wrap(() => {
    seen.push(v.get());
    return { get then() { seen.push(v.get()); return undefined; } };
  }));
  await v.run('then', () => Promise.resolve().then(handler)).then(() => {});
  assert.compareArray(seen, ['wrap', 'then']);
});
