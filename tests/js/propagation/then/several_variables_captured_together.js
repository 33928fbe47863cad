// clause: SPEC 3, PerformPromiseThen
// The whole mapping is captured: every variable has its value at the `then` call, unset ones their default.
const a = new AsyncContext.Variable({ defaultValue: 'no a' });
const b = new AsyncContext.Variable({ defaultValue: 'no b' });
const c = new AsyncContext.Variable({ defaultValue: 'no c' });
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = a.run('a1', () => b.run('b1', () => p.then(() => [a.get(), b.get(), c.get()])));
  b.run('b2', () => c.run('c2', () => resolve()));
  assert.compareArray(await q, ['a1', 'b1', 'no c']);
});
