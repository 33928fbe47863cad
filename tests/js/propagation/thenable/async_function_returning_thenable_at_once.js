// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable returned by an async function without any await has its `then` called in the mapping of the call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const f = async () => ({ then(done) { done(v.get()); } });
  const p = v.run('function', f);
  const q = v.run('then', () => p.then((x) => x));
  assert.sameValue(await q, 'function');
});
