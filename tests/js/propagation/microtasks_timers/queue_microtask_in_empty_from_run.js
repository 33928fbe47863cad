// clause: SPEC 3, queueMicrotask
// A microtask queued through an empty snapshot inside a run runs in the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const snapshot = new AsyncContext.Snapshot();
asyncTest(async () => {
  const seen = [];
  v.run('run', () => snapshot.run(() => queueMicrotask(() => { seen.push(v.get()); })));
  await null;
  assert.compareArray(seen, ['empty']);
});
