// clause: SPEC 3, async generator
// `throw` at a yield enters the catch block in the mapping of creation, also after an await in it.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { try { yield 1; } catch { const now = v.get(); await null; yield now + ' ' + v.get(); } }
  const gen = v.run('creator', g);
  await gen.next();
  const p = v.run('thrower', () => gen.throw('x'));
  assert.sameValue((await p).value, 'creator creator');
});
