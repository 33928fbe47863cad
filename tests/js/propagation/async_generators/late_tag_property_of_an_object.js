// clause: SPEC 3, async generator
// An async generator that leaves its run unstarted as a property of an object, and is consumed by for-await, has the run's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield v.get(); yield v.get(); }
  const source = v.run('creator', () => ({ gen: g() }));
  const seen = await v.run('consumer', async () => { const s = []; for await (const x of source.gen) s.push(x); return s; });
  assert.compareArray(seen, ['creator', 'creator']);
});
