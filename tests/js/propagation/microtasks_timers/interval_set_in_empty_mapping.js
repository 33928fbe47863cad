// clause: SPEC 3, timers
// An interval set in the empty mapping ticks in it, though it is cleared and other timers fire inside runs.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  await new Promise((done) => {
    const id = setInterval(() => {
      seen.push(v.get());
      v.run('other', () => setTimeout(() => { v.get(); }, 0));
      if (seen.length === 3) { clearInterval(id); done(); }
    }, 1);
  });
  assert.compareArray(seen, ['empty', 'empty', 'empty']);
});
