// clause: SPEC 3, PerformPromiseThen (missing handler)
// A rejection passing two links without reject handlers is seen by each link's species in that link's own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
class Sub extends Promise {
  constructor(executor) {
    super((resolve, reject) => {
      executor(resolve, (x) => { seen.push(v.get()); reject(x); });
    });
  }
}
asyncTest(async () => {
  let reject;
  const p = new Sub((_, r) => { reject = r; });
  const p1 = v.run('one', () => p.then(() => {}));
  const p2 = v.run('two', () => p1.then(() => {}));
  const end = p2.then(undefined, () => {});
  v.run('rejecter', () => reject(1));
  await end;
  assert.compareArray(seen, ['rejecter', 'one', 'two']);
});
