// clause: SPEC 3, PerformPromiseThen (missing handler)
// An empty-mapping reaction without handler stays empty when the promise is resolved from inside another reaction job.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor((x) => { seen.push(x, v.get()); }, () => { seen.push('reject'); });
}
let resolve;
const p = new Promise((r) => { resolve = r; });
p.constructor = { [Symbol.species]: Species };
p.then(undefined, () => {});
v.run('job', () => Promise.resolve().then(() => { seen.push(v.get()); resolve('x'); }));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['job', 'x', 'empty']);
});
