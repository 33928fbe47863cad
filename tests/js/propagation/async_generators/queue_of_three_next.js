// clause: SPEC 3, async generator
// Three `next` requests queued from three runs: the body sees its own mapping for each, each continuation its requester's.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let release;
  const gate = new Promise((r) => { release = r; });
  async function* g() { await gate; yield v.get(); yield v.get(); yield v.get(); }
  const gen = v.run('creator', g);
  const ask = async () => { const { value } = await gen.next(); return value + '/' + v.get(); };
  const all = ['a', 'b', 'c'].map((x) => v.run(x, ask));
  v.run('releaser', () => release());
  assert.compareArray(await Promise.all(all), ['creator/a', 'creator/b', 'creator/c']);
});
