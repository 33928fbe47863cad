// clause: SPEC 3, PerformPromiseThen (combinators)
// Promise.allSettled resolves its result in the mapping of the call, also when the last element is rejected elsewhere.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
let watch = false;
class Sub extends Promise {
  constructor(executor) {
    const w = watch;
    watch = false;
    super((resolve, reject) => executor((x) => { if (w) seen.push(v.get()); resolve(x); }, reject));
  }
}
asyncTest(async () => {
  let reject;
  const element = v.run('creator', () => new Sub((_, r) => { reject = r; }));
  watch = true;
  const all = v.run('allSettled', () => Sub.allSettled([1, element]));
  v.run('rejecter', () => reject('no'));
  assert.sameValue((await all)[1].reason, 'no');
  assert.compareArray(seen, ['allSettled']);
});
