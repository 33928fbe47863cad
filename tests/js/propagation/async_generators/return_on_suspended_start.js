// clause: SPEC 3, async generator
// `return` on an unstarted async generator runs no body; the caller's mapping is kept at once and after the await.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let ran = false;
  async function* g() { ran = true; yield 1; }
  const gen = v.run('creator', g);
  const seen = await v.run('closer', async () => {
    const p = gen.return('x');
    const now = v.get();
    const { value, done } = await p;
    return [now, value, done, v.get()];
  });
  assert.compareArray(seen, ['closer', 'x', true, 'closer']);
  assert.sameValue(ran, false);
});
