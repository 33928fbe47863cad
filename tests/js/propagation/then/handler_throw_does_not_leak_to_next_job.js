// clause: SPEC 3, PerformPromiseThen
// After a handler threw, the next job still sees its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const p = Promise.resolve();
const bad = v.run('a', () => p.then(() => { seen.push(v.get()); throw 1; }));
const last = p.then(() => { seen.push(v.get()); });
asyncTest(async () => {
  await bad.catch(() => {});
  await last;
  assert.compareArray(seen, ['a', 'empty']);
});
