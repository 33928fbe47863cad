// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// The `get` trap of a proxy returned by a handler runs in the reaction's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const proxy = new Proxy({}, { get(_, key) { seen.push(String(key) + ' ' + v.get()); } });
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  v.run('then', () => p.then(() => proxy));
  v.run('resolver', () => resolve());
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['then then']);
});
