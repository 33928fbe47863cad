// clause: SPEC 3, PerformPromiseThen (combinators)
// Promise.any rejects its result with the AggregateError in the mapping of the call.
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
  const end = v.run('any', () => Sub.any([element])).catch((e) => e.errors);
  v.run('rejecter', () => reject('no'));
  assert.compareArray(await end, ['no']);
  assert.compareArray(seen, ['any']);
});
