// clause: SPEC 3, PerformPromiseThen (await)
// Every one of several awaits, each released from a different mapping, brings the function's own mapping back.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let release;
  const gate = () => new Promise((r) => { release = r; });
  const p = v.run('function', async () => {
    for (let i = 0; i < 4; i++) { await gate(); seen.push(v.get()); }
  });
  for (let i = 0; i < 4; i++) {
    v.run('resolver ' + i, () => release());
    await new Promise((r) => setTimeout(r, 1));
  }
  await p;
  assert.compareArray(seen, ['function', 'function', 'function', 'function']);
});
