// clause: SPEC 3, async generator
// A `run` inside the body is over before the next await and yield.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() {
    const p = v.run('inside', () => Promise.resolve(v.get()));
    yield (await p) + ' ' + v.get();
    yield v.get();
  }
  const gen = v.run('creator', g);
  assert.sameValue((await v.run('r1', () => gen.next())).value, 'inside creator');
  assert.sameValue((await v.run('r2', () => gen.next())).value, 'creator');
});
