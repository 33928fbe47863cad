// clause: SPEC 3, PerformPromiseThen (missing handler)
// Handlers that are not callable count as missing: the values pass through and the species sees the mapping of `then`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor((x) => { seen.push('resolve ' + x + ' ' + v.get()); }, (x) => { seen.push('reject ' + x + ' ' + v.get()); });
}
asyncTest(async () => {
  const p = v.run('r', () => Promise.resolve(1));
  const q = v.run('r', () => Promise.reject(2));
  p.constructor = q.constructor = { [Symbol.species]: Species };
  v.run('p', () => p.then({}, 'text'));
  v.run('q', () => q.then(5, /x/));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['resolve 1 p', 'reject 2 q']);
});
