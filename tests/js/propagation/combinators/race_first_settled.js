// clause: SPEC 3, PerformPromiseThen (combinators)
// Promise.race settles its result in the mapping of the call.
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
  const never = new Sub(() => {});
  watch = true;
  const end = v.run('race', () => Sub.race([never, element]));
  const caught = end.catch((e) => e);
  v.run('rejecter', () => reject('first'));
  assert.sameValue(await caught, 'first');
  assert.compareArray(seen, ['race']);
});
