// clause: SPEC 3, PerformPromiseThen (missing handler)
// A missing onRejected registered in the empty mapping rejects the species in the empty mapping, though rejected inside a run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor(() => { seen.push('resolve'); }, (x) => { seen.push(x, v.get()); });
}
let reject;
const p = new Promise((_, r) => { reject = r; });
p.constructor = { [Symbol.species]: Species };
p.then(() => {});
v.run('rejecter', () => reject(1));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, [1, 'empty']);
});
