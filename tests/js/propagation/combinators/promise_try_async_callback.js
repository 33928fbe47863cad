// clause: SPEC 3, PerformPromiseThen (combinators)
// An async callback of Promise.try keeps the mapping of the `try` call across its awaits.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  if (typeof Promise.try !== 'function') return assert(true);
  let resume;
  const gate = new Promise((r) => { resume = r; });
  const p = v.run('try', () => Promise.try(async () => { await gate; return v.get(); }));
  v.run('resumer', () => resume());
  assert.sameValue(await p, 'try');
});
