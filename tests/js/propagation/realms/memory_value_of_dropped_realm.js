// clause: SPEC 5, a short-lived realm must be collectable as a whole
// The value of a dropped realm's Variable is collected although a Snapshot of this realm captured it.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
function make() {
  const other = $host.createRealm();
  const plugin = other.evalScript('(function (register, f) { const o = {}; register(o); return new AsyncContext.Variable().run(o, f); })');
  return v.run('host', () => plugin((o) => registry.register(o, 'value'), () => new AsyncContext.Snapshot()));
}
asyncTest(async () => {
  const snapshot = make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
  assert.sameValue(snapshot.run(() => v.get()), 'host');
});
