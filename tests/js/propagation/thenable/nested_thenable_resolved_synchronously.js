// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable that resolves with a second thenable inside a nested run has the second one's `then` called in that inner mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const inner = { then(f) { seen.push(v.get()); f(); } };
  const outer = { then(f) { seen.push(v.get()); v.run('nested', () => f(inner)); } };
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  v.run('resolver', () => resolve(outer));
  await p;
  assert.compareArray(seen, ['resolver', 'nested']);
});
