// clause: SPEC 3, async generator (yield*)
// `yield*` into a custom async iterator calls its `next` in the delegating generator's mapping, though its promises settle elsewhere.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let release;
  const iterable = v.run('iterable', () => ({
    [Symbol.asyncIterator]: () => ({
      next() {
        const value = v.get();
        return new Promise((r) => { release = () => r({ value, done: false }); });
      },
    }),
  }));
  async function* g() { yield* iterable; }
  const gen = v.run('creator', g);
  for (let i = 0; i < 2; i++) {
    const p = v.run('resumer', () => gen.next());
    await null;
    v.run('releaser', () => release());
    assert.sameValue((await p).value, 'creator');
  }
});
