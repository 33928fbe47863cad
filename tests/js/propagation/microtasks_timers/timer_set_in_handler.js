// clause: SPEC 3, timers
// A timer set in a promise handler carries the handler's mapping, which is that of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  const q = v.run('then', () => p.then(() => new Promise((done) => setTimeout(() => done(v.get()), 1))));
  v.run('resolver', () => resolve());
  assert.sameValue(await q, 'then');
});
