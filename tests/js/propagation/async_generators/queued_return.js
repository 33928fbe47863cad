// clause: SPEC 3, async generator
// A `return` queued behind a running `next` executes the finally block in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let release;
  const gate = new Promise((r) => { release = r; });
  async function* g() { try { await gate; yield 1; } finally { seen.push(v.get()); } }
  const gen = v.run('creator', g);
  const a = v.run('next', () => gen.next());
  const b = v.run('return', () => gen.return(2));
  v.run('releaser', () => release());
  assert.sameValue((await a).value, 1);
  assert.sameValue((await b).value, 2);
  assert.compareArray(seen, ['creator']);
});
