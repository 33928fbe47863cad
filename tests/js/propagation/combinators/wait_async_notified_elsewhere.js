// clause: SPEC 3, PerformPromiseThen (combinators)
// A handler on the promise of Atomics.waitAsync sees the mapping of its `then` call, not that of the notifier.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const w = v.run('wait', () => Atomics.waitAsync(cell, 0, 0, 5000));
  assert.sameValue(w.async, true);
  const q = v.run('then', () => w.value.then((x) => [x, v.get()]));
  v.run('notify', () => Atomics.notify(cell, 0));
  assert.compareArray(await q, ['ok', 'then']);
});
