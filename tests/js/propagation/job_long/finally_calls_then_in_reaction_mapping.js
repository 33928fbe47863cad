// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// The `then` that a `finally` reaction calls on the promise made from the callback's result is called in the reaction's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const result = v.run('other', () => Promise.resolve('ignored'));
  result.then = function (...args) { seen.push(v.get()); return Promise.prototype.then.apply(this, args); };
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('finally', () => p.finally(() => result));
  v.run('resolver', () => resolve('kept'));
  assert.sameValue(await q, 'kept');
  assert.compareArray(seen, ['finally']);
});
