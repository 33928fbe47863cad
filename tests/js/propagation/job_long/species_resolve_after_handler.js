// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// A custom species' resolve function, called after the handler returned, still sees the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  executor((x) => { seen.push('resolve ' + x + ' ' + v.get()); }, () => { seen.push('reject'); });
}
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  p.constructor = { [Symbol.species]: Species };
  v.run('then', () => p.then((x) => { seen.push('handler ' + v.get()); return x + 1; }));
  v.run('resolver', () => resolve(1));
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['handler then', 'resolve 2 then']);
});
