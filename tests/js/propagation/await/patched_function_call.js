// clause: SPEC 3, PerformPromiseThen (await)
// Poisoned Function.prototype.call and apply do not disturb await, then or run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const { call, apply } = Function.prototype;
asyncTest(async () => {
  await null; // let the harness attach its own handlers first
  const bad = () => { throw new Error('patched'); };
  Function.prototype.call = bad;
  Function.prototype.apply = bad;
  let result;
  try {
    let resolve;
    const gate = new Promise((r) => { resolve = r; });
    const p = v.run('function', async () => { await gate; return v.get(); });
    const q = v.run('then', () => p.then((x) => [x, v.get()], undefined));
    v.run('resolver', () => resolve());
    result = await q;
  } finally {
    Function.prototype.call = call;
    Function.prototype.apply = apply;
  }
  assert.compareArray(result, ['function', 'then']);
});
