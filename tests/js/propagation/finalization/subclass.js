// clause: SPEC 3, FinalizationRegistry
// A subclass of FinalizationRegistry captures when `super` is called, here inside a nested run of the constructor.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
class Sub extends FinalizationRegistry {
  constructor() { v.run('super', () => super(() => { seen.push(v.get()); })); }
}
const registry = v.run('new', () => new Sub());
function make() { registry.register({}, 0); }
asyncTest(async () => {
  v.run('register', () => make());
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['super']);
  assert.sameValue(typeof registry, 'object');
});
