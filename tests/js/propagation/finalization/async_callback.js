// clause: SPEC 3, FinalizationRegistry
// An async cleanup callback keeps the construction's mapping across its await and in the timers it starts.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const registry = v.run('constructor', () => new FinalizationRegistry(async () => {
  await null;
  seen.push('await ' + v.get());
  setTimeout(() => { seen.push('timer ' + v.get()); }, 1);
}));
function make() { registry.register({}, 0); }
asyncTest(async () => {
  v.run('register', () => make());
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 20));
  assert.compareArray(seen, ['await constructor', 'timer constructor']);
  assert.sameValue(typeof registry, 'object');
});
