// clause: SPEC 3, NewPromiseResolveThenableJob
// A yielded thenable is awaited by the body: its `then` is called in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield { then(f) { f(v.get()); } }; }
  const gen = v.run('creator', g);
  const p = v.run('resumer', () => gen.next());
  assert.sameValue((await p).value, 'creator');
});
