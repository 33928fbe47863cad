// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable returned by an async function after an await has its `then` called in the function's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resume;
  const gate = new Promise((r) => { resume = r; });
  async function f() {
    await gate;
    return { then(done) { done(v.get()); } };
  }
  const p = v.run('function', f);
  v.run('resumer', () => resume());
  assert.sameValue(await p, 'function');
});
