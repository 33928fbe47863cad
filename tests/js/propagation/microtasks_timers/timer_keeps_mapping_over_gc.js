// clause: SPEC 3, timers
// A pending timer keeps its mapping, here with an object as value, over a garbage collection.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function start(done) { v.run({ name: 'kept' }, () => setTimeout(() => done(v.get()), 5)); }
asyncTest(async () => {
  const p = new Promise((done) => start(done));
  $host.gc();
  assert.sameValue((await p).name, 'kept');
});
