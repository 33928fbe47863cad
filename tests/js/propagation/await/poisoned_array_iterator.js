// clause: SPEC 3, PerformPromiseThen (await)
// A poisoned Array.prototype[Symbol.iterator] does not disturb run with arguments, then and await.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const original = Array.prototype[Symbol.iterator];
asyncTest(async () => {
  await null; // let the harness attach its own handlers first
  Array.prototype[Symbol.iterator] = () => { throw new Error('patched'); };
  let result;
  try {
    const q = v.run('a', async (x, y) => { await null; return x + y + v.get(); }, 'x', 'y');
    result = await v.run('then', () => q.then((x) => x + v.get()));
  } finally {
    Array.prototype[Symbol.iterator] = original;
  }
  assert.sameValue(result, 'xyathen');
});
