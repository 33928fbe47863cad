// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// The `then` getter of a handler's result, read while resolving the derived promise, sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let resolve;
  const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
  const q = v.run('then', () => p.then(() => ({ get then() { seen.push(v.get()); } })));
  v.run('resolver', () => resolve());
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['then']);
});
