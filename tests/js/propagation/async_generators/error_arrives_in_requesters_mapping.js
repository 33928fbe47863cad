// clause: SPEC 3, async generator
// An error thrown by the body after an await is caught by the requester in the requester's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  async function* g() { await null; throw 'from ' + v.get(); }
  const gen = v.run('creator', g);
  const p = v.run('requester', async () => {
    try { await gen.next(); } catch (e) { return e + ' to ' + v.get(); }
  });
  assert.sameValue(await p, 'from creator to requester');
});
