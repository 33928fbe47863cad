// clause: SPEC 3, timers
// A timer set where the variable is explicitly undefined sees undefined and not the default.
const v = new AsyncContext.Variable({ defaultValue: 'default' });
asyncTest(async () => {
  const seen = await new Promise((done) => {
    v.run('outer', () => v.run(undefined, () => setTimeout(() => done([v.get()]), 1)));
  });
  assert.compareArray(seen, [undefined]);
});
