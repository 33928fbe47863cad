// clause: SPEC 3, timers
// Timers without a delay, set from two runs and the empty mapping, fire in order, each in its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const log = () => { seen.push(v.get()); };
  v.run('a', () => setTimeout(log));
  setTimeout(log);
  v.run('b', () => setTimeout(log, 0));
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['a', 'empty', 'b']);
});
