// clause: SPEC 3, queueMicrotask
// A microtask queued by a timer callback runs in the timer's mapping before the next timer.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  v.run('a', () => setTimeout(() => queueMicrotask(() => { seen.push('micro ' + v.get()); }), 1));
  v.run('b', () => setTimeout(() => { seen.push('timer ' + v.get()); }, 10));
  await new Promise((r) => setTimeout(r, 25));
  assert.compareArray(seen, ['micro a', 'timer b']);
});
