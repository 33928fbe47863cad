// clause: SPEC 3, async generator
// An await in the body, released from a third run, continues in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let release;
  const gate = new Promise((r) => { release = r; });
  async function* g() { await gate; yield v.get(); }
  const gen = v.run('creator', g);
  const p = v.run('resumer', () => gen.next());
  v.run('releaser', () => release());
  assert.sameValue((await p).value, 'creator');
});
