// clause: SPEC 3, async generator
// An async generator that leaves its run unstarted through an outer variable, seen by nothing, still has the run's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield v.get(); await null; yield v.get(); }
  let gen;
  v.run('creator', () => { gen = g(); });
  assert.sameValue((await v.run('resumer', () => gen.next())).value, 'creator');
  assert.sameValue((await gen.next()).value, 'creator');
});
