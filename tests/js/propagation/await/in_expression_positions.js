// clause: SPEC 3, PerformPromiseThen (await)
// Awaits inside call arguments, template literals and destructuring defaults keep the mapping for the rest of the expression.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const p = v.run('a', async () => {
    const { x = [await 1, v.get()].join() } = {};
    const list = ((...args) => args.join())(await 2, v.get());
    return [x, list, `${await 3},${v.get()}`];
  });
  assert.compareArray(await p, ['1,a', '2,a', '3,a']);
});
