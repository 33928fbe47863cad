// clause: SPEC 3, PerformPromiseThen (await)
// A `return` out of a for-await, via an async function in an empty mapping, closes the iterator in the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const iterable = {
  [Symbol.asyncIterator]: () => ({
    next: () => v.run('source', () => Promise.resolve({ value: 1, done: false })),
    async return() { seen.push(v.get()); return {}; },
  }),
};
const p = (async () => { for await (const x of iterable) return x; })();
asyncTest(async () => {
  assert.sameValue(await p, 1);
  assert.compareArray(seen, ['empty']);
});
