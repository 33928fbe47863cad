// clause: SPEC 3, generators
// Array.fromAsync in one mapping over an async generator returned from a run of another: body and mapper each see their own.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield v.get(); await null; yield v.get(); }
  const gen = v.run('creator', g);
  const p = v.run('call', () => Array.fromAsync(gen, (x) => x + '/' + v.get()));
  assert.compareArray(await p, ['creator/call', 'creator/call']);
});
