// clause: SPEC 3, PerformPromiseThen
// A pending reaction keeps its mapping, here with an object as value, over a garbage collection.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
let resolve;
const p = new Promise((r) => { resolve = r; });
function start() { return v.run({ name: 'kept' }, () => p.then(() => v.get())); }
asyncTest(async () => {
  const q = start();
  await new Promise((r) => setTimeout(r, 1));
  $host.gc();
  v.run('resolver', () => resolve());
  assert.sameValue((await q).name, 'kept');
});
