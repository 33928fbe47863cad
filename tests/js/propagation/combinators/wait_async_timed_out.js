// clause: SPEC 3, PerformPromiseThen (combinators)
// An async function awaiting an Atomics.waitAsync that times out continues in its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const w = v.run('wait', () => Atomics.waitAsync(cell, 0, 0, 5));
  const p = v.run('function', async () => [await w.value, v.get()]);
  assert.compareArray(await p, ['timed-out', 'function']);
});
