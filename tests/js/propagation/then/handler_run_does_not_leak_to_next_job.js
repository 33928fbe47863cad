// clause: SPEC 3, PerformPromiseThen
// The mapping of one reaction job is gone when the next job, registered in the empty mapping, runs.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const p = Promise.resolve();
v.run('a', () => p.then(() => { v.run('inner', () => seen.push(v.get())); seen.push(v.get()); }));
p.then(() => { seen.push(v.get()); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['inner', 'a', 'empty']);
});
