// clause: SPEC 3, PerformPromiseThen (await)
// A function made by the AsyncFunction constructor in one run keeps the mapping of its caller across an await released elsewhere.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const AsyncFunction = (async () => {}).constructor;
asyncTest(async () => {
  let release;
  const gate = new Promise((r) => { release = r; });
  const f = v.run('creator', () => new AsyncFunction('v', 'gate', 'await gate; return v.get();'));
  const p = v.run('caller', () => f(v, gate));
  v.run('releaser', () => release());
  assert.sameValue(await p, 'caller');
});
