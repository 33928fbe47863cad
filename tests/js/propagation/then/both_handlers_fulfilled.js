// clause: SPEC 3, PerformPromiseThen
// With both handlers given, the fulfil handler alone runs and sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('then', () => p.then((x) => ['f', x, v.get()], (x) => ['r', x, v.get()]));
  v.run('resolver', () => resolve(1));
  assert.compareArray(await q, ['f', 1, 'then']);
});
