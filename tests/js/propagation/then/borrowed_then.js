// clause: SPEC 3, PerformPromiseThen
// `Promise.prototype.then` called through Reflect.apply captures like a method call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const { then } = Promise.prototype;
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('then', () => Reflect.apply(then, p, [() => v.get()]));
  v.run('resolver', () => resolve());
  assert.sameValue(await q, 'then');
});
