// clause: SPEC 3, PerformPromiseThen
// A handler on a promise of another realm sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
asyncTest(async () => {
  let resolve;
  const p = v.run('creator', () => new other.global.Promise((r) => { resolve = r; }));
  const q = v.run('then', () => p.then(() => v.get()));
  v.run('resolver', () => resolve());
  assert(q instanceof other.global.Promise);
  assert.sameValue(await q, 'then');
});
