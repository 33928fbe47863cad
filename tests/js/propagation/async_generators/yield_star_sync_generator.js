// clause: SPEC 3, async generator (yield*)
// `yield*` of an async generator into a sync generator of another run: each body sees its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  function* inner() { yield 'in ' + v.get(); yield 'in ' + v.get(); }
  const innerGen = v.run('inner', inner);
  async function* outer() { yield* innerGen; yield 'out ' + v.get(); }
  const gen = v.run('outer', outer);
  const seen = [];
  for (let i = 0; i < 3; i++) seen.push((await v.run('resumer', () => gen.next())).value);
  assert.compareArray(seen, ['in inner', 'in inner', 'out outer']);
});
