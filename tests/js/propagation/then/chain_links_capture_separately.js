// clause: SPEC 3, PerformPromiseThen
// Every link of a chain sees the mapping of its own `then` call, not that of the link before.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const log = () => { seen.push(v.get()); };
  let resolve;
  const p0 = new Promise((r) => { resolve = r; });
  const p1 = v.run('a', () => p0.then(log));
  const p2 = p1.then(log);
  const p3 = v.run('c', () => p2.then(log));
  v.run('r', () => resolve());
  await p3;
  assert.compareArray(seen, ['a', 'empty', 'c']);
});
