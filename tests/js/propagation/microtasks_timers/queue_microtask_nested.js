// clause: SPEC 3, queueMicrotask
// A microtask queued inside a microtask inherits its mapping; one queued inside a nested run has the inner one.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const log = () => { seen.push(v.get()); };
  v.run('outer', () => queueMicrotask(() => {
    v.run('inner', () => queueMicrotask(log));
    queueMicrotask(log);
  }));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['inner', 'outer']);
});
