// clause: SPEC 3, async generator
// An async generator whose function has a custom prototype object keeps its mapping under a borrowed `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const { next } = Object.getPrototypeOf(async function* () {}).prototype;
  async function* g() { yield v.get(); await null; yield v.get(); }
  g.prototype = {};
  const gen = v.run('creator', () => g());
  assert.sameValue(gen.next, undefined);
  const step = () => Reflect.apply(next, gen, []);
  assert.sameValue((await v.run('resumer', step)).value, 'creator');
  assert.sameValue((await step()).value, 'creator');
});
