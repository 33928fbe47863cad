// clause: SPEC 3, timers
// A setInterval callback gets its extra arguments at every tick, in the mapping of the call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  await new Promise((done) => {
    const id = v.run('call', () => setInterval((a, b) => {
      seen.push(a + b + v.get());
      if (seen.length === 2) { clearInterval(id); done(); }
    }, 1, 'x', 'y '));
  });
  assert.compareArray(seen, ['xy call', 'xy call']);
});
