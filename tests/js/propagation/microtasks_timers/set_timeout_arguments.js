// clause: SPEC 3, timers
// A setTimeout callback gets its extra arguments and the mapping of the call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = await new Promise((done) => {
    v.run('call', () => setTimeout((...args) => done([...args, v.get()]), 1, 'x', 2));
  });
  assert.compareArray(seen, ['x', 2, 'call']);
});
