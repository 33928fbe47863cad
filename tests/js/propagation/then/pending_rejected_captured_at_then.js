// clause: SPEC 3, PerformPromiseThen
// A reject handler on a pending promise sees the mapping of the `then` call, not the one `reject` is called in.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let reject;
  const p = v.run('creator', () => new Promise((_, r) => { reject = r; }));
  const q = v.run('then', () => p.then(undefined, () => v.get()));
  v.run('rejecter', () => reject(new Error('x')));
  assert.sameValue(await q, 'then');
});
