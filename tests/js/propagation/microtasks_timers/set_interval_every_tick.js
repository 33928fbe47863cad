// clause: SPEC 3, timers
// Every tick of a setInterval sees the mapping of the call, also after a tick that ran other things; clearInterval inside stops it.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  await new Promise((done) => {
    const id = v.run('call', () => setInterval(() => {
      seen.push(v.get());
      v.run('inner', () => {});
      if (seen.length === 3) { v.run('clear', () => clearInterval(id)); done(); }
    }, 1));
  });
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['call', 'call', 'call']);
});
