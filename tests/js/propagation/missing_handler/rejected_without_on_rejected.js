// clause: SPEC 3, PerformPromiseThen (missing handler)
// With onRejected missing on a rejected promise, a custom species' reject function sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor((x) => { seen.push(['resolve', x, v.get()].join()); }, (x) => { seen.push(['reject', x, v.get()].join()); });
}
asyncTest(async () => {
  const p = v.run('creator', () => Promise.reject(1));
  p.constructor = { [Symbol.species]: Species };
  v.run('then', () => p.then(() => {}));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['reject,1,then']);
});
