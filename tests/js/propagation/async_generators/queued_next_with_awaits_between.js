// clause: SPEC 3, async generator
// Queued requests whose steps await promises released from other runs never let a requester's mapping into the body.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const releases = [];
  const gate = () => new Promise((r) => { releases.push(r); });
  async function* g() {
    for (let i = 0; i < 3; i++) { await gate(); seen.push(v.get()); yield i; seen.push(v.get()); }
  }
  const gen = v.run('creator', g);
  const all = ['a', 'b', 'c'].map((x) => v.run(x, () => gen.next()));
  for (let i = 0; i < 3; i++) {
    await new Promise((r) => setTimeout(r, 1));
    v.run('releaser', () => releases[i]());
  }
  const results = await Promise.all(all);
  assert.compareArray(results.map((r) => r.value), [0, 1, 2]);
  assert.compareArray(seen, ['creator', 'creator', 'creator', 'creator', 'creator']);
});
