// clause: SPEC 3, PerformPromiseThen (await)
// Two async functions that take turns microtask by microtask never see each other's value.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const f = async () => {
    for (let i = 0; i < 3; i++) { seen.push(v.get()); await null; }
  };
  const a = v.run('a', f);
  const b = v.run('b', f);
  const c = f();
  await Promise.all([a, b, c]);
  assert.compareArray(seen, ['a', 'b', 'empty', 'a', 'b', 'empty', 'a', 'b', 'empty']);
});
