// clause: SPEC 3, PerformPromiseThen (await)
// An async arrow made by eval in one run and called in another keeps the caller's mapping across its await.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const f = v.run('eval', () => eval('async () => { await null; return v.get(); }'));
  assert.sameValue(await v.run('caller', f), 'caller');
});
