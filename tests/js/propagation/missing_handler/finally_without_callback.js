// clause: SPEC 3, PerformPromiseThen (missing handler)
// `finally` with a non-callable argument behaves as two missing handlers: the species sees the mapping of the call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor((x) => { seen.push(x, v.get()); }, () => { seen.push('reject'); });
}
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  p.constructor = { [Symbol.species]: Species };
  v.run('finally', () => p.finally(undefined));
  v.run('resolver', () => resolve(3));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, [3, 'finally']);
});
