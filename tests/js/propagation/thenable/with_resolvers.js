// clause: SPEC 3, NewPromiseResolveThenableJob
// The resolve function of Promise.withResolvers captures the mapping it is called in.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const { promise, resolve } = v.run('creator', () => Promise.withResolvers());
  const q = v.run('then', () => promise.then((x) => [x, v.get()]));
  v.run('resolver', resolve, { then(f) { f(v.get()); } });
  assert.compareArray(await q, ['resolver', 'then']);
});
