// clause: SPEC 3, timers
// An async timer callback keeps the timer's mapping across an await that another timer's run releases.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let release;
  const gate = new Promise((r) => { release = r; });
  const p = new Promise((done) => {
    v.run('a', () => setTimeout(async () => { await gate; done(v.get()); }, 1));
  });
  v.run('b', () => setTimeout(() => release(), 5));
  assert.sameValue(await p, 'a');
});
