// clause: SPEC 3, async generator
// A for-await in one run over an async generator of another alternates between the two mappings.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  async function* g() {
    seen.push('body ' + v.get());
    yield;
    await null;
    seen.push('body ' + v.get());
    yield;
  }
  const gen = v.run('creator', g);
  await v.run('consumer', async () => { for await (const _ of gen) seen.push('loop ' + v.get()); });
  assert.compareArray(seen, ['body creator', 'loop consumer', 'body creator', 'loop consumer']);
});
