// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// A custom species' reject function, called after the handler threw, still sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor(() => { seen.push('resolve'); }, (x) => { seen.push('reject ' + x + ' ' + v.get()); });
}
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  p.constructor = { [Symbol.species]: Species };
  v.run('then', () => p.then(() => { throw 'oops'; }));
  v.run('resolver', () => resolve(1));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['reject oops then']);
});
