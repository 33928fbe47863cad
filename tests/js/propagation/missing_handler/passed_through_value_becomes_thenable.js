// clause: SPEC 3, PerformPromiseThen (missing handler)
// A value that became a thenable while passing through a missing handler has its `then` called in the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const value = {};
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('then', () => p.then(undefined, () => {}));
  v.run('resolver', () => resolve(value));
  value.then = (f) => f(v.get());
  assert.sameValue(await q, 'then');
});
