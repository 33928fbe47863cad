// clause: SPEC 3, async generator
// `next` on a wrong receiver returns a rejected promise and leaves the caller's mapping; the generator is unharmed.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield v.get(); }
  const gen = v.run('creator', g);
  const seen = await v.run('caller', async () => {
    const p = gen.next.call({});
    const now = v.get();
    return [now, await p.catch((e) => e.constructor === TypeError), v.get()];
  });
  assert.compareArray(seen, ['caller', true, 'caller']);
  assert.sameValue((await gen.next()).value, 'creator');
});
