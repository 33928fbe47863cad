// clause: SPEC 3, PerformPromiseThen (combinators)
// Async functions of different runs awaited together by Promise.all keep their own values; the awaiting one gets its own back.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const f = async () => { await null; return v.get(); };
  const p = v.run('main', async () => {
    const list = await Promise.all(['a', 'b', 'c'].map((x) => v.run(x, f)));
    return [...list, v.get()];
  });
  assert.compareArray(await p, ['a', 'b', 'c', 'main']);
});
