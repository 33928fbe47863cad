// clause: SPEC 3, async generator
// `return` at a yield executes the finally block, before and after its await, in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  async function* g() { try { yield 1; } finally { seen.push(v.get()); await null; seen.push(v.get()); } }
  const gen = v.run('creator', g);
  await gen.next();
  const p = v.run('closer', () => { const q = gen.return(); seen.push(v.get()); return q; });
  await p;
  seen.push(v.get());
  assert.compareArray([...seen].sort(), ['closer', 'creator', 'creator', 'empty']);
});
