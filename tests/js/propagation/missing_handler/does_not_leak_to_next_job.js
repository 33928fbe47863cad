// clause: SPEC 3, PerformPromiseThen (missing handler)
// After a reaction job without a handler, the next job registered in the empty mapping sees the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor(() => { seen.push(v.get()); }, () => {});
}
const p = Promise.resolve(1);
const special = Promise.resolve(1);
special.constructor = { [Symbol.species]: Species };
v.run('a', () => special.then());
p.then(() => { seen.push(v.get()); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['a', 'empty']);
});
