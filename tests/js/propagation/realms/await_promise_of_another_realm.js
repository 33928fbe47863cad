// clause: SPEC 3, PerformPromiseThen (await)
// Awaiting a promise of another realm, resolved in a third mapping, brings the awaiting function's mapping back.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
asyncTest(async () => {
  let resolve;
  const foreign = v.run('creator', () => new other.global.Promise((r) => { resolve = r; }));
  const p = v.run('function', async () => [await foreign, v.get()]);
  await new Promise((r) => setTimeout(r, 1));
  v.run('resolver', () => resolve('x'));
  assert.compareArray(await p, ['x', 'function']);
});
