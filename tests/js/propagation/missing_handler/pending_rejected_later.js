// clause: SPEC 3, PerformPromiseThen (missing handler)
// With onRejected missing on a pending promise, the species' reject sees the mapping of `then`, not of the later rejecter.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor(() => { seen.push('resolve'); }, (x) => { seen.push(['reject', x, v.get()].join()); });
}
asyncTest(async () => {
  let reject;
  const p = v.run('creator', () => new Promise((_, r) => { reject = r; }));
  p.constructor = { [Symbol.species]: Species };
  v.run('then', () => p.then(() => {}, null));
  v.run('rejecter', () => reject(2));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['reject,2,then']);
});
