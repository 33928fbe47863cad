// clause: SPEC 3, PerformPromiseThen
// With both handlers given, the reject handler alone runs and sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let reject;
  const p = new Promise((_, r) => { reject = r; });
  const q = v.run('then', () => p.then((x) => ['f', x, v.get()], (x) => ['r', x, v.get()]));
  v.run('rejecter', () => reject(2));
  assert.compareArray(await q, ['r', 2, 'then']);
});
