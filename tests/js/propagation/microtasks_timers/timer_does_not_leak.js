// clause: SPEC 3, timers
// A timer set in the empty mapping, firing right after a timer of a run that returned or threw nothing, sees the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  v.run('first', () => setTimeout(() => { v.run('inner', () => {}); seen.push(v.get()); }, 1));
  setTimeout(() => { seen.push(v.get()); }, 1);
  setTimeout(() => { queueMicrotask(() => { seen.push(v.get()); }); }, 1);
  await new Promise((r) => setTimeout(r, 15));
  assert.compareArray(seen, ['first', 'empty', 'empty']);
});
