// clause: SPEC 3, PerformPromiseThen (await)
// An error thrown by an async function inside a nested run is caught by the awaiting caller in the caller's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const thrower = async () => { await null; v.run('deepest', () => { throw new Error('x'); }); };
  const p = v.run('caller', async () => {
    try { await v.run('thrower', thrower); } catch { return v.get(); }
  });
  assert.sameValue(await p, 'caller');
});
