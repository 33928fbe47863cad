// clause: SPEC 3, PerformPromiseThen (combinators)
// Promise.all calls its result's reject function in the mapping of the `all` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
let watch = false;
class Sub extends Promise {
  constructor(executor) {
    const w = watch;
    watch = false;
    super((resolve, reject) => executor(resolve, (x) => { if (w) seen.push(v.get()); reject(x); }));
  }
}
asyncTest(async () => {
  let reject;
  const element = v.run('creator', () => new Sub((_, r) => { reject = r; }));
  watch = true;
  const all = v.run('all', () => Sub.all([element]));
  const end = all.catch((e) => e);
  v.run('rejecter', () => reject('no'));
  assert.sameValue(await end, 'no');
  assert.compareArray(seen, ['all']);
});
