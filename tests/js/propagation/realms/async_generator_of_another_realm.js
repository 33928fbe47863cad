// clause: SPEC 3, async generator
// An async generator of another realm returned from a run keeps that run's mapping across awaits and yields.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const g = other.evalScript('(async function* (v) { yield v.get(); await null; yield v.get(); })');
asyncTest(async () => {
  const gen = v.run('creator', g, v);
  const seen = await v.run('consumer', async () => { const s = []; for await (const x of gen) s.push(x + '/' + v.get()); return s; });
  assert.compareArray(seen, ['creator/consumer', 'creator/consumer']);
});
