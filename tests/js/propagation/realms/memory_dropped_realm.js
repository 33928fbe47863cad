// clause: SPEC 5, a short-lived realm must be collectable as a whole
// The global object of a dropped realm is collected although a pending timer of this realm captured a mapping with its Variable and objects.
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
function make() {
  const other = $host.createRealm();
  registry.register(other.global, 'global');
  const plugin = other.evalScript('(function (f) { return new AsyncContext.Variable().run({ global: globalThis }, f); })');
  return plugin(() => setTimeout(() => {}, 100000));
}
asyncTest(async () => {
  const id = make();
  for (let i = 0; i < 2; i++) {
    await new Promise((r) => setTimeout(r, 5));
    $host.gc();
  }
  await new Promise((r) => setTimeout(r, 5));
  clearTimeout(id);
  assert.compareArray(gone, ['global']);
});
