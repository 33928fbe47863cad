// clause: SPEC 3, generator
// An async generator's `next`, taken before any variable was set, resumes the body in its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
async function* g() { yield v.get(); yield v.get(); }
const { next } = Object.getPrototypeOf(g.prototype);
asyncTest(async () => {
  const gen = v.run('creator', () => g());
  assert.sameValue((await next.call(gen)).value, 'creator');
  assert.sameValue((await v.run('resumer', () => next.call(gen))).value, 'creator');
  const error = await next.call({}).then(() => 'fulfilled', (error) => error);
  assert.sameValue(error instanceof TypeError, true);
});
