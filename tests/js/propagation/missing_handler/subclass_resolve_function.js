// clause: SPEC 3, PerformPromiseThen (missing handler)
// A Promise subclass that observes its resolving functions sees the mapping of `then` when the handler is missing.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
let watch = false;
class Sub extends Promise {
  constructor(executor) {
    super((resolve, reject) => {
      const w = watch;
      executor((x) => { if (w) seen.push(v.get()); resolve(x); }, reject);
    });
  }
}
asyncTest(async () => {
  let resolve;
  const p = new Sub((r) => { resolve = r; });
  watch = true;
  const q = v.run('then', () => p.then());
  watch = false;
  v.run('resolver', () => resolve(1));
  assert.sameValue(await q, 1);
  assert.compareArray(seen, ['then']);
});
