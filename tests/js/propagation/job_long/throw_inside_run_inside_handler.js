// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// A handler that throws inside a nested `run` rejects the derived species in the reaction's mapping, not in the inner one.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor(() => { seen.push('resolve'); }, (x) => { seen.push(x, v.get()); });
}
asyncTest(async () => {
  const p = v.run('creator', () => Promise.resolve());
  p.constructor = { [Symbol.species]: Species };
  v.run('then', () => p.then(() => v.run('inner', () => { throw 'oops'; })));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['oops', 'then']);
});
