// clause: SPEC 3, PerformPromiseThen
// A bound `then` given straight to `run` captures the mapping that `run` installed.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('then', p.then.bind(p), () => v.get());
  v.run('resolver', resolve);
  assert.sameValue(await q, 'then');
});
