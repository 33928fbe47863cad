// clause: SPEC 3, PerformPromiseThen (await)
// A for-await calls a custom async iterator's `next` in the loop's mapping although its promises settle elsewhere.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const releases = [];
  const iterable = {
    [Symbol.asyncIterator]: () => ({
      next() { seen.push('next ' + v.get()); return new Promise((r) => { releases.push(r); }); },
    }),
  };
  const p = v.run('loop', async () => { for await (const _ of iterable) seen.push('body ' + v.get()); });
  v.run('release', () => releases[0]({ value: 1, done: false }));
  await new Promise((r) => setTimeout(r, 1));
  v.run('release', () => releases[1]({ done: true }));
  await p;
  assert.compareArray(seen, ['next loop', 'body loop', 'next loop']);
});
