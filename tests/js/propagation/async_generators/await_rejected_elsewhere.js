// clause: SPEC 3, async generator
// A catch block entered by a rejected await in the body is in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let reject;
  const gate = new Promise((_, r) => { reject = r; });
  async function* g() { try { await gate; } catch { yield v.get(); } }
  const gen = v.run('creator', g);
  const p = v.run('resumer', () => gen.next());
  v.run('rejecter', () => reject());
  assert.sameValue((await p).value, 'creator');
});
