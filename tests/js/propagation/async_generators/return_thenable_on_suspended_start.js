// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable given to `return` of an unstarted async generator has its `then` called in the mapping of the `return` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield 1; }
  const gen = v.run('creator', g);
  const p = v.run('closer', () => gen.return({ then(f) { f(v.get()); } }));
  assert.sameValue((await p).value, 'closer');
});
