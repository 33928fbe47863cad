// clause: SPEC 3, PerformPromiseThen (await)
// Three nested async functions, each run with its own value, each see their own after their awaits.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const c = async () => { await null; seen.push(v.get()); };
  const b = async () => { await v.run('c', c); seen.push(v.get()); };
  const a = async () => { await v.run('b', b); seen.push(v.get()); };
  await v.run('a', a);
  assert.compareArray(seen, ['c', 'b', 'a']);
});
