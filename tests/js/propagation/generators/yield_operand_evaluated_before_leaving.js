// clause: SPEC 3, generator
// The operand of yield is computed in the generator's mapping, a getter on the yielded object is read in the consumer's.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield { now: v.get(), get later() { return v.get(); } }; }
const gen = v.run('creator', g);
v.run('consumer', () => {
  const { now, later } = gen.next().value;
  assert.compareArray([now, later], ['creator', 'consumer']);
});
