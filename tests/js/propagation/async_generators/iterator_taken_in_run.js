// clause: SPEC 3, async generator
// An async generator whose iterator was taken inside the run keeps the run's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield v.get(); }
  let gen;
  v.run('creator', () => { gen = g()[Symbol.asyncIterator](); });
  const p = v.run('resumer', () => gen.next());
  assert.sameValue((await p).value, 'creator');
});
