// clause: SPEC 5, held strongly as long as its variable is reachable some other way
// A value is kept by a captured mapping while both the Snapshot and the Variable are reachable.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
const make = () => v.run(tracked('value'), () => new AsyncContext.Snapshot());
asyncTest(async () => {
  const snapshot = make();
  for (let i = 0; i < 2; i++) {
    await new Promise((r) => setTimeout(r, 5));
    $host.gc();
  }
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, []);
  assert.sameValue(snapshot.run(() => v.get().name), 'value');
});
