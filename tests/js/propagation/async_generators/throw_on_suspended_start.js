// clause: SPEC 3, async generator
// `throw` on an unstarted async generator rejects without running the body; the handler sees its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let ran = false;
  async function* g() { ran = true; yield 1; }
  const gen = v.run('creator', g);
  const p = v.run('thrower', () => gen.throw('x'));
  const q = v.run('catch', () => p.catch((e) => [e, v.get()]));
  assert.compareArray(await q, ['x', 'catch']);
  assert.sameValue(ran, false);
});
