// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable given to `return` of a finished async generator has its `then` called in the mapping of the `return` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() {}
  const gen = v.run('creator', g);
  await gen.next();
  const p = v.run('closer', () => gen.return({ then(f) { f(v.get()); } }));
  assert.sameValue((await p).value, 'closer');
});
