// clause: SPEC 3, generator
// A generator resumed from a timer of another run continues in the mapping of creation and gives the timer's back.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  function* g() { yield v.get(); }
  const gen = v.run('creator', g);
  const seen = await new Promise((done) => {
    v.run('timer', () => setTimeout(() => { done([gen.next().value, v.get()]); }, 1));
  });
  assert.compareArray(seen, ['creator', 'timer']);
});
