// clause: SPEC 3, PerformPromiseThen (missing handler)
// With onFulfilled missing on a fulfilled promise, a custom species' resolve function sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor((x) => { seen.push(['resolve', x, v.get()].join()); }, (x) => { seen.push(['reject', x, v.get()].join()); });
}
asyncTest(async () => {
  const p = v.run('creator', () => Promise.resolve(1));
  p.constructor = { [Symbol.species]: Species };
  v.run('then', () => p.then(undefined, () => {}));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['resolve,1,then']);
});
