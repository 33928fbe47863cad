// clause: SPEC 3, PerformPromiseThen
// A `then` called inside a promise executor captures the mapping the constructor was called in.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let q;
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  v.run('constructing', () => new Promise(() => { q = p.then(() => v.get()); }));
  v.run('resolver', () => resolve());
  assert.sameValue(await q, 'constructing');
});
