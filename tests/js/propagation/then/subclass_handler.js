// clause: SPEC 3, PerformPromiseThen
// A handler of a Promise subclass instance sees the mapping of the `then` call, and the derived promise keeps the subclass.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
class Sub extends Promise {}
asyncTest(async () => {
  let resolve;
  const p = v.run('creator', () => new Sub((r) => { resolve = r; }));
  const q = v.run('then', () => p.then(() => v.get()));
  v.run('resolver', () => resolve());
  assert(q instanceof Sub);
  assert.sameValue(await q, 'then');
});
