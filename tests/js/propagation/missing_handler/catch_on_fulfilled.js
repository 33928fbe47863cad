// clause: SPEC 3, PerformPromiseThen (missing handler)
// `catch` on a promise that gets fulfilled passes the value on in the mapping of the `catch` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor((x) => { seen.push(x, v.get()); }, () => { seen.push('reject'); });
}
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  p.constructor = { [Symbol.species]: Species };
  v.run('catch', () => p.catch(() => { seen.push('handler'); }));
  v.run('resolver', () => resolve(4));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, [4, 'catch']);
});
