// clause: SPEC 3, PerformPromiseThen
// Settling and `then` run nothing synchronously, so the current mapping after each of them is untouched.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  v.run('then', () => p.then(() => { seen.push('handler ' + v.get()); }));
  seen.push(v.get());
  v.run('resolver', () => { resolve(); seen.push(v.get()); });
  seen.push(v.get());
  await p;
  assert.compareArray(seen, ['empty', 'resolver', 'empty', 'handler then']);
});
