// clause: SPEC 3, queueMicrotask
// Microtasks queued in turns from two runs and the empty mapping run in order, each in its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const log = () => { seen.push(v.get()); };
  v.run('a', () => queueMicrotask(log));
  queueMicrotask(log);
  v.run('b', () => queueMicrotask(log));
  queueMicrotask(log);
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['a', 'empty', 'b', 'empty']);
});
