// clause: SPEC 3, PerformPromiseThen (await)
// A `break` out of a for-await calls `return` in the loop's mapping, which is also there after its promise settled elsewhere.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let release;
  const iterable = {
    [Symbol.asyncIterator]: () => ({
      next: () => v.run('source', () => Promise.resolve({ value: 1, done: false })),
      return() { seen.push('return ' + v.get()); return new Promise((r) => { release = () => r({}); }); },
    }),
  };
  const p = v.run('loop', async () => { for await (const _ of iterable) break; seen.push('after ' + v.get()); });
  await new Promise((r) => setTimeout(r, 1));
  v.run('release', () => release());
  await p;
  assert.compareArray(seen, ['return loop', 'after loop']);
});
