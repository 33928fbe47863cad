// clause: SPEC 3, FinalizationRegistry
// Objects registered from three mappings are all reported in the registry's own mapping, also after a nested run in a callback.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const registry = v.run('constructor', () => new FinalizationRegistry((held) => {
  v.run('nested', () => {});
  seen.push(held + ' ' + v.get());
}));
function make(held) { registry.register({}, held); }
asyncTest(async () => {
  v.run('r1', () => make(1));
  v.run('r2', () => make(2));
  make(3);
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray([...seen].sort(), ['1 constructor', '2 constructor', '3 constructor']);
  assert.sameValue(typeof registry, 'object');
});
