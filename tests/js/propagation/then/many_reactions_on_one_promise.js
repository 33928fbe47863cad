// clause: SPEC 3, PerformPromiseThen
// Reactions of one promise added in different mappings each see their own when it settles.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const log = () => { seen.push(v.get()); };
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  v.run('a', () => p.then(log));
  p.then(log);
  v.run('b', () => p.then(log));
  v.run('a2', () => v.run('a3', () => p.then(log)));
  v.run('r', () => resolve());
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['a', 'empty', 'b', 'a3']);
});
