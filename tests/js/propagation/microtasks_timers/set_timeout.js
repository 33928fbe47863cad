// clause: SPEC 3, timers
// A setTimeout callback sees the mapping of the call, not that of the callback's creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = await new Promise((done) => {
    const callback = v.run('creator', () => () => done(v.get()));
    v.run('call', () => setTimeout(callback, 1));
  });
  assert.sameValue(seen, 'call');
});
