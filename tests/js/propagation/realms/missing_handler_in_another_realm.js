// clause: SPEC 3, PerformPromiseThen (missing handler)
// A missing handler on a promise of another realm rejects a custom species in the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const seen = [];
function Species(executor) {
  executor(() => { seen.push('resolve'); }, (x) => { seen.push(x, v.get()); });
}
asyncTest(async () => {
  let reject;
  const p = new other.global.Promise((_, r) => { reject = r; });
  p.constructor = { [Symbol.species]: Species };
  v.run('then', () => p.then(() => {}));
  v.run('rejecter', () => reject('x'));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['x', 'then']);
});
