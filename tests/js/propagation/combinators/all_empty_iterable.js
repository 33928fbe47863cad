// clause: SPEC 3, PerformPromiseThen (combinators)
// Promise.all of an empty iterable resolves its result synchronously in the caller's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
class Sub extends Promise {
  constructor(executor) {
    super((resolve, reject) => executor((x) => { seen.push(v.get()); resolve(x); }, reject));
  }
}
v.run('all', () => { Sub.all([]); });
assert.compareArray(seen, ['all']);
