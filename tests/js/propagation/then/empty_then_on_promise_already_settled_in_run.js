// clause: SPEC 3, PerformPromiseThen
// A handler added in the empty mapping to a promise settled inside a run sees the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const p = v.run('resolver', () => Promise.resolve(1));
const q = p.then(() => v.get());
asyncTest(async () => {
  assert.sameValue(await q, 'empty');
});
