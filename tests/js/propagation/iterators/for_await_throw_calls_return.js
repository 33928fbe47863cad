// clause: SPEC 3, PerformPromiseThen (await)
// A throw inside a nested run in a for-await body calls `return` in the loop's mapping and arrives in it.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const iterable = {
    [Symbol.asyncIterator]: () => ({
      next: () => v.run('source', () => Promise.resolve({ value: 1, done: false })),
      async return() { seen.push('return ' + v.get()); return {}; },
    }),
  };
  await v.run('loop', async () => {
    try {
      for await (const _ of iterable) v.run('nested', () => { throw 1; });
    } catch { seen.push('catch ' + v.get()); }
  });
  assert.compareArray(seen, ['return loop', 'catch loop']);
});
