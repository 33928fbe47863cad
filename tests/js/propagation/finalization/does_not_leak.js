// clause: SPEC 3, FinalizationRegistry
// After a cleanup callback ran in its mapping, an empty-mapping timer and an awaiting function see their own.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const registry = v.run('constructor', () => new FinalizationRegistry(() => { seen.push(v.get()); }));
function make() { registry.register({}, 0); }
asyncTest(async () => {
  make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  const p = v.run('function', async () => { await new Promise((r) => setTimeout(r, 10)); return v.get(); });
  const q = new Promise((r) => setTimeout(() => r(v.get()), 10));
  assert.compareArray(await Promise.all([p, q]), ['function', 'empty']);
  assert.compareArray(seen, ['constructor']);
  assert.sameValue(typeof registry, 'object');
});
