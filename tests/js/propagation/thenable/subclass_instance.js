// clause: SPEC 3, NewPromiseResolveThenableJob
// Resolving with an instance of a subclass that overrides `then` calls the override in the mapping of the `resolve` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
class Sub extends Promise {
  then(f, r) { seen.push(v.get()); return super.then(f, r); }
}
asyncTest(async () => {
  let resolveInner;
  const inner = v.run('inner', () => new Sub((r) => { resolveInner = r; }));
  const p = v.run('resolver', () => new Promise((r) => { r(inner); }));
  v.run('inner resolver', () => resolveInner('x'));
  assert.sameValue(await p, 'x');
  assert.compareArray(seen, ['resolver']);
});
