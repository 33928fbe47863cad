// clause: SPEC 3, timers
// A chain of setTimeouts carries the mapping along; one set inside a nested run has the inner one.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  await new Promise((done) => {
    const step = (n) => {
      seen.push(v.get());
      if (n === 3) return done();
      if (n === 1) v.run('inner', () => setTimeout(step, 1, n + 1));
      else setTimeout(step, 1, n + 1);
    };
    v.run('outer', () => setTimeout(step, 1, 0));
  });
  assert.compareArray(seen, ['outer', 'outer', 'inner', 'inner']);
});
