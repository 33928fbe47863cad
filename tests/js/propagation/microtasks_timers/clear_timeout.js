// clause: SPEC 3, timers
// A timer cleared from another run does not fire, and a timer set in its place has its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const log = () => { seen.push(v.get()); };
  const id = v.run('a', () => setTimeout(log, 2));
  v.run('b', () => { clearTimeout(id); setTimeout(log, 2); });
  await new Promise((r) => setTimeout(r, 15));
  assert.compareArray(seen, ['b']);
});
