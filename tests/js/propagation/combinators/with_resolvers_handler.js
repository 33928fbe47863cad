// clause: SPEC 3, PerformPromiseThen (combinators)
// A handler on a promise of Promise.withResolvers sees the mapping of `then`, not of withResolvers or of reject.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  if (typeof Promise.withResolvers !== 'function') return assert(true);
  const { promise, reject } = v.run('creator', () => Promise.withResolvers());
  const q = v.run('catch', () => promise.catch(() => v.get()));
  v.run('rejecter', () => reject());
  assert.sameValue(await q, 'catch');
});
