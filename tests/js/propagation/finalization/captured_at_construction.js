// clause: SPEC 3, FinalizationRegistry
// Constructed in one run, registered in a second, collected in a third: the callback sees the mapping of the construction.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const registry = v.run('constructor', () => new FinalizationRegistry((held) => { seen.push(held, v.get()); }));
function make() { registry.register({ big: [1, 2, 3] }, 'held'); }
asyncTest(async () => {
  v.run('register', () => make());
  await new Promise((r) => setTimeout(r, 5));
  v.run('collect', () => $host.gc());
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['held', 'constructor']);
  assert.sameValue(typeof registry, 'object');
});
