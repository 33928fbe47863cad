// clause: SPEC 3, PerformPromiseThen
// A `then` called by evaluated code captures the mapping of the eval call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('eval', () => eval('p.then(() => v.get())'));
  v.run('resolver', () => resolve());
  assert.sameValue(await q, 'eval');
});
