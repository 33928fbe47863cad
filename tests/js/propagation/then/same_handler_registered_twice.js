// clause: SPEC 3, PerformPromiseThen
// One function object registered in two mappings runs once in each: the capture belongs to the reaction, not to the function.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const handler = () => v.get();
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const a = v.run('a', () => p.then(handler, handler));
  const b = v.run('b', () => p.then(handler, handler));
  v.run('resolver', () => resolve());
  assert.compareArray(await Promise.all([a, b]), ['a', 'b']);
});
