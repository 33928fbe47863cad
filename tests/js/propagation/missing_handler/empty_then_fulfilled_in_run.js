// clause: SPEC 3, PerformPromiseThen (missing handler)
// A missing onFulfilled registered in the empty mapping resolves the species in the empty mapping, though resolved inside a run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor((x) => { seen.push(x, v.get()); }, () => { seen.push('reject'); });
}
let resolve;
const p = new Promise((r) => { resolve = r; });
p.constructor = { [Symbol.species]: Species };
p.then();
v.run('resolver', () => resolve(1));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, [1, 'empty']);
});
