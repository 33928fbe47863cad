// clause: SPEC 3, PerformPromiseThen (missing handler)
// With onFulfilled missing on a pending promise, the species' resolve sees the mapping of `then`, not of the later resolver.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor((x) => { seen.push(['resolve', x, v.get()].join()); }, () => { seen.push('reject'); });
}
asyncTest(async () => {
  let resolve;
  const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
  p.constructor = { [Symbol.species]: Species };
  v.run('then', () => p.then(null, () => {}));
  v.run('resolver', () => resolve(2));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['resolve,2,then']);
});
