// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable in the body's return statement is awaited in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield; return { then(f) { f(v.get()); } }; }
  const gen = v.run('creator', g);
  await gen.next();
  const p = v.run('resumer', () => gen.next());
  assert.sameValue((await p).value, 'creator');
});
