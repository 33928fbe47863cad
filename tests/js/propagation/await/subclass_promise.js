// clause: SPEC 3, NewPromiseResolveThenableJob
// Awaiting a Promise subclass instance calls its overridden `then` in the awaiting function's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  class Sub extends Promise {
    then(f, r) { seen.push('then ' + v.get()); return super.then(f, r); }
  }
  let resolve;
  const gate = v.run('creator', () => new Sub((r) => { resolve = r; }));
  const p = v.run('function', async () => { await gate; seen.push('after ' + v.get()); });
  await null;
  v.run('resolver', () => resolve());
  await p;
  assert.compareArray(seen, ['then function', 'after function']);
});
