// clause: SPEC 3, PerformPromiseThen
// A user patch of Promise.prototype.then that delegates to the original still captures at the user's `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const original = Promise.prototype.then;
Promise.prototype.then = function (f, r) {
  return Reflect.apply(original, this, [typeof f === 'function' ? (x) => f(x) : f, r]);
};
asyncTest(async () => {
  let resolve;
  const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
  const q = v.run('then', () => p.then(() => v.get()));
  v.run('resolver', () => resolve());
  assert.sameValue(await q, 'then');
});
