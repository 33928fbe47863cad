// clause: SPEC 3, NewPromiseResolveThenableJob
// Thenable elements of an array-like given to Array.fromAsync have `then` called in the mapping of the call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const thenable = { then(f) { f(v.get()); } };
  const p = v.run('call', () => Array.fromAsync({ length: 2, 0: thenable, 1: thenable }));
  assert.compareArray(await p, ['call', 'call']);
});
