// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// For a reaction registered in the empty mapping, the `then` getter of the result sees the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
let resolve;
const p = new Promise((r) => { resolve = r; });
p.then(() => ({ get then() { seen.push(v.get()); } }));
v.run('resolver', () => resolve());
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['empty']);
});
