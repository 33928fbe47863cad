// clause: SPEC 3, PerformPromiseThen
// A value explicitly set to undefined is captured as undefined and does not turn into the default in the handler.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run(undefined, () => p.then(() => [v.get()]));
  v.run('resolver', () => resolve());
  assert.compareArray(await q, [undefined]);
});
