// clause: SPEC 3, PerformPromiseThen (combinators)
// Promise.try calls its callback in the caller's mapping; a handler elsewhere sees its own.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  if (typeof Promise.try !== 'function') return assert(true);
  const p = v.run('try', () => Promise.try((x) => x + v.get(), 'in '));
  const q = v.run('then', () => p.then((x) => [x, v.get()]));
  assert.compareArray(await q, ['in try', 'then']);
});
