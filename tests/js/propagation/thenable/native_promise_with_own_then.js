// clause: SPEC 3, NewPromiseResolveThenableJob
// Resolving with a native promise calls its overridden `then` in the mapping of the `resolve` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const inner = v.run('inner', () => Promise.resolve(1));
  inner.then = function (f, r) { seen.push(v.get()); return Promise.prototype.then.call(this, f, r); };
  let resolve;
  const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
  v.run('resolver', () => resolve(inner));
  assert.sameValue(await p, 1);
  assert.compareArray(seen, ['resolver']);
});
