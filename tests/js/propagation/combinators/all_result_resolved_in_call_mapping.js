// clause: SPEC 3, PerformPromiseThen (combinators)
// Promise.all calls its result's resolve function in the mapping of the `all` call, whoever settles the last element.
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
  const resolvers = [];
  const elements = [0, 1].map(() => v.run('creator', () => new Sub((r) => { resolvers.push(r); })));
  watch = true;
  const all = v.run('all', () => Sub.all(elements));
  v.run('r1', () => resolvers[1]('y'));
  v.run('r0', () => resolvers[0]('x'));
  assert.compareArray(await all, ['x', 'y']);
  assert.compareArray(seen, ['all']);
});
