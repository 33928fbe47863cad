// clause: SPEC 3, async generator
// A `throw` queued behind a running `next` enters the catch block in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let release;
  const gate = new Promise((r) => { release = r; });
  async function* g() { try { await gate; yield 1; } catch (e) { yield e + v.get(); } }
  const gen = v.run('creator', g);
  const a = v.run('next', () => gen.next());
  const b = v.run('throw', () => gen.throw('in '));
  v.run('releaser', () => release());
  await a;
  assert.sameValue((await b).value, 'in creator');
});
