// clause: SPEC 3, PerformPromiseThen (missing handler)
// `p.then()` with no handlers at all resolves the derived species in the mapping of the call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor((x) => { seen.push(x, v.get()); }, () => { seen.push('reject'); });
}
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  p.constructor = { [Symbol.species]: Species };
  v.run('then', () => p.then());
  v.run('resolver', () => resolve('x'));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['x', 'then']);
});
