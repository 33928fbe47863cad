// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable given to `return` at a yield is awaited by the body, so its `then` is called in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield 1; }
  const gen = v.run('creator', g);
  await gen.next();
  const p = v.run('closer', () => gen.return({ then(f) { f(v.get()); } }));
  assert.sameValue((await p).value, 'creator');
});
