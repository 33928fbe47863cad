// clause: SPEC 3, PerformPromiseThen
// A handler added in the empty mapping sees the empty mapping although the promise is resolved inside a run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
let resolve;
const p = new Promise((r) => { resolve = r; });
const q = p.then(() => v.get());
v.run('resolver', () => resolve());
asyncTest(async () => {
  assert.sameValue(await q, 'empty');
});
