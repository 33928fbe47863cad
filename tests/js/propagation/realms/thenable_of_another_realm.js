// clause: SPEC 3, NewPromiseResolveThenableJob
// A thenable of another realm has its `then` called in the mapping of the `resolve` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const make = other.evalScript('(function (v) { return { then(f) { f(v.get()); } }; })');
asyncTest(async () => {
  const thenable = v.run('maker', make, v);
  const p = v.run('resolver', () => Promise.resolve(thenable));
  const q = v.run('then', () => p.then((x) => x));
  assert.sameValue(await q, 'resolver');
});
