// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable that resolves and then throws fulfils the promise, and the handler sees the mapping of its own `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('then', () => p.then((x) => [x, v.get()]));
  v.run('resolver', () => resolve({ then(f) { f('ok ' + v.get()); throw 1; } }));
  assert.compareArray(await q, ['ok resolver', 'then']);
});
