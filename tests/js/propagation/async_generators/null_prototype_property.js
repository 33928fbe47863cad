// clause: SPEC 3, async generator
// With `g.prototype = null` the async generator falls back to the intrinsic prototype and keeps its mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { yield v.get(); }
  g.prototype = null;
  const gen = v.run('creator', () => g());
  assert.sameValue(Object.getPrototypeOf(gen), Object.getPrototypeOf(async function* () {}).prototype);
  assert.sameValue((await v.run('resumer', () => gen.next())).value, 'creator');
});
