// clause: SPEC 3, timers
// A timer callback made by Snapshot.wrap sees the mapping of the wrap; what it does afterwards through its caller the timer's.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const wrapped = v.run('wrap', () => AsyncContext.Snapshot.wrap(() => v.get()));
  const seen = await new Promise((done) => {
    v.run('timer', () => setTimeout(() => done([wrapped(), v.get()]), 1));
  });
  assert.compareArray(seen, ['wrap', 'timer']);
});
