// clause: SPEC 3, async generator (yield*)
// `yield*` into an async generator of another run: inner and outer body each see their own mapping, also after awaits.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* inner() { yield 'in ' + v.get(); await null; yield 'in ' + v.get(); }
  const innerGen = v.run('inner', inner);
  async function* outer() { yield 'out ' + v.get(); yield* innerGen; yield 'out ' + v.get(); }
  const gen = v.run('outer', outer);
  const seen = [];
  for (let i = 0; i < 4; i++) seen.push((await v.run('resumer ' + i, () => gen.next())).value);
  assert.compareArray(seen, ['out outer', 'in inner', 'in inner', 'out outer']);
});
