// clause: SPEC 3, generators
// `return(thenable)` on a generator that is done is the caller's business.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
asyncTest(async () => {
  const gen = v.run('creator', async function* () { await null; });
  assert.sameValue((await gen.next()).done, true);
  await v.run('closer', () => gen.return({ get then() { seen.push(v.get()); return (r) => { seen.push(v.get()); r(1); }; } }));
  assert.compareArray(seen, ['closer', 'closer']);
});
