// clause: SPEC 3, async generator
// An async generator that an async function of a run hands out unstarted still has the run's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield v.get(); }
  const gen = await v.run('creator', async () => g());
  assert.sameValue((await v.run('resumer', () => gen.next())).value, 'creator');
});
