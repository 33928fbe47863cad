// clause: SPEC 3, async generator
// Async generators of two runs and of the empty mapping, resumed in turns from a fourth mapping, keep their own mappings.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
async function* g() { while (true) { await null; yield v.get(); } }
const started = g();
started.next();
asyncTest(async () => {
  const all = [v.run('a', g), v.run('b', g), started];
  const seen = [];
  for (let i = 0; i < 2; i++) {
    const step = await v.run('resumer', () => Promise.all(all.map((gen) => gen.next())));
    for (const { value } of step) seen.push(value);
  }
  assert.compareArray(seen, ['a', 'b', 'empty', 'a', 'b', 'empty']);
});
