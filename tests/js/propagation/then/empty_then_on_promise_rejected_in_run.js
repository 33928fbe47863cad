// clause: SPEC 3, PerformPromiseThen
// A reject handler added in the empty mapping sees the empty mapping although `reject` is called inside a run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
let reject;
const p = new Promise((_, r) => { reject = r; });
const q = p.then(undefined, () => v.get());
v.run('rejecter', () => reject(0));
asyncTest(async () => {
  assert.sameValue(await q, 'empty');
});
