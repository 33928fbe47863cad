// clause: SPEC 5, the mapping is an ephemeron map
// When a Variable is unreachable except as a key, its value is collected although a Snapshot holding the mapping lives on.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
function make() {
  const shortLived = new AsyncContext.Variable();
  return v.run('long', () => shortLived.run(tracked('value'), () => new AsyncContext.Snapshot()));
}
asyncTest(async () => {
  const snapshot = make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
  assert.sameValue(snapshot.run(() => v.get()), 'long');
});
