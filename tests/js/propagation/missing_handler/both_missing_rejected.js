// clause: SPEC 3, PerformPromiseThen (missing handler)
// `p.then()` with no handlers at all rejects the derived species in the mapping of the call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor(() => { seen.push('resolve'); }, (x) => { seen.push(x, v.get()); });
}
asyncTest(async () => {
  let reject;
  const p = new Promise((_, r) => { reject = r; });
  p.constructor = { [Symbol.species]: Species };
  v.run('then', () => p.then());
  v.run('rejecter', () => reject('x'));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['x', 'then']);
});
