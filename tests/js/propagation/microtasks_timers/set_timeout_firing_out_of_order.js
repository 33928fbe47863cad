// clause: SPEC 3, timers
// Timers that fire in another order than they were set in keep their own mappings.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const log = (name) => { seen.push(name + ' ' + v.get()); };
  v.run('slow', () => setTimeout(log, 40, 'third'));
  v.run('fast', () => setTimeout(log, 1, 'first'));
  setTimeout(log, 20, 'second');
  await new Promise((r) => setTimeout(r, 60));
  assert.compareArray(seen, ['first fast', 'second empty', 'third slow']);
});
