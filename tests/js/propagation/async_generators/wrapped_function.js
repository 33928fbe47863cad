// clause: SPEC 3, async generator
// An async generator function wrapped by Snapshot.wrap creates its generators in the mapping of the wrap.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield v.get(); await null; yield v.get(); }
  const wrapped = v.run('wrap', () => AsyncContext.Snapshot.wrap(g));
  const gen = v.run('caller', () => wrapped());
  assert.sameValue((await v.run('resumer', () => gen.next())).value, 'wrap');
  assert.sameValue((await gen.next()).value, 'wrap');
});
