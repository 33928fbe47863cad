// clause: SPEC 3, PerformPromiseThen (combinators)
// Promise.any resolves its result in the mapping of the call.
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
  let resolve;
  const element = v.run('creator', () => new Sub((r) => { resolve = r; }));
  watch = true;
  const any = v.run('any', () => Sub.any([element]));
  v.run('resolver', () => resolve('yes'));
  assert.sameValue(await any, 'yes');
  assert.compareArray(seen, ['any']);
});
