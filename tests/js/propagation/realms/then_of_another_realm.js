// clause: SPEC 3, PerformPromiseThen
// `then` of another realm called on a promise of this realm captures at the call and derives a promise of this realm.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const { then } = other.global.Promise.prototype;
assert.notSameValue(then, Promise.prototype.then);
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('then', () => then.call(p, () => v.get()));
  v.run('resolver', () => resolve());
  assert(q instanceof Promise);
  assert.sameValue(await q, 'then');
});
