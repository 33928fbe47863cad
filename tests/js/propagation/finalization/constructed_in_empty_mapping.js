// clause: SPEC 3, FinalizationRegistry
// A registry constructed in the empty mapping calls back in it, though registered and collected inside runs.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const registry = new FinalizationRegistry(() => { seen.push(v.get()); });
function make() { registry.register({ big: [1, 2, 3] }, 0); }
asyncTest(async () => {
  v.run('register', () => make());
  await new Promise((r) => setTimeout(r, 5));
  v.run('collect', () => $host.gc());
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['empty']);
  assert.sameValue(typeof registry, 'object');
});
