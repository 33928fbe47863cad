// clause: SPEC 3, async generator
// An async generator returned from a run callback runs its body in that run's mapping when resumed from another run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield v.get(); yield v.get(); }
  const gen = v.run('creator', g);
  const p = v.run('resumer', () => gen.next());
  assert.sameValue((await p).value, 'creator');
  assert.sameValue((await gen.next()).value, 'creator');
});
