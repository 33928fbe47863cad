// clause: SPEC 3, async generator
// `break` out of a for-await in another run executes the finally block, with its await, in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  async function* g() { try { yield; yield; } finally { await null; seen.push(v.get()); } }
  const gen = v.run('creator', g);
  await v.run('consumer', async () => { for await (const _ of gen) break; seen.push(v.get()); });
  assert.compareArray(seen, ['creator', 'consumer']);
});
