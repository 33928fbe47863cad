// clause: SPEC 3, NewPromiseResolveThenableJob
// Thenable values of a sync iterable in a for-await have their `then` called in the loop's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const thenable = { then(f) { f(v.get()); } };
  const list = v.run('creator', () => [thenable, thenable]);
  const seen = [];
  await v.run('loop', async () => { for await (const x of list) seen.push(x); });
  assert.compareArray(seen, ['loop', 'loop']);
});
