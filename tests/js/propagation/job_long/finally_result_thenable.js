// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable returned by a `finally` callback has its `then` called in the mapping of the `finally` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let reject;
  const p = new Promise((_, r) => { reject = r; });
  const q = v.run('finally', () => p.finally(() => ({ then(f) { seen.push(v.get()); f(); } })));
  v.run('rejecter', () => reject('kept'));
  assert.sameValue(await q.catch((e) => e), 'kept');
  assert.compareArray(seen, ['finally']);
});
