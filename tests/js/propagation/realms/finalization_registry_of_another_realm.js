// clause: SPEC 3, FinalizationRegistry
// A FinalizationRegistry of another realm calls back in the mapping of its construction.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const seen = [];
const registry = v.run('constructor', () => new other.global.FinalizationRegistry(() => { seen.push(v.get()); }));
function make() { registry.register({}, 0); }
asyncTest(async () => {
  v.run('register', () => make());
  await new Promise((r) => setTimeout(r, 5));
  v.run('collect', () => $host.gc());
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['constructor']);
  assert.sameValue(typeof registry, 'object');
});
