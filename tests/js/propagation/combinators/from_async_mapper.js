// clause: SPEC 3, PerformPromiseThen (combinators)
// The mapper of Array.fromAsync runs in the mapping of the call for every element, also after its own promise settled elsewhere.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const releases = [];
  const mapper = (x) => { seen.push(x + v.get()); return new Promise((r) => { releases.push(r); }); };
  const p = v.run('call', () => Array.fromAsync(['a ', 'b '], mapper));
  for (let i = 0; i < 2; i++) {
    await new Promise((r) => setTimeout(r, 1));
    v.run('release', () => releases[i](i));
  }
  assert.compareArray(await p, [0, 1]);
  assert.compareArray(seen, ['a call', 'b call']);
});
