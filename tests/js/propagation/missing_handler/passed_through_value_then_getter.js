// clause: SPEC 3, PerformPromiseThen (missing handler)
// The `then` getter of a value passing through a missing handler is read in the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const value = {};
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('then', () => p.then());
  v.run('resolver', () => resolve(value));
  Object.defineProperty(value, 'then', { configurable: true, get() { seen.push(v.get()); } });
  await new Promise((r) => setTimeout(r, 1));
  delete value.then;
  assert.sameValue(await q, value);
  assert.compareArray(seen, ['then']);
});
