// clause: SPEC 3, generator
// A generator returned from Snapshot.run of an empty snapshot, called inside a run, sees the empty mapping in that run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const snapshot = new AsyncContext.Snapshot();
function* g() { yield v.get(); yield v.get(); }
const seen = v.run('caller', () => {
  const gen = snapshot.run(g);
  return [gen.next().value, v.get(), v.run('resumer', () => gen.next().value)];
});
assert.compareArray(seen, ['empty', 'caller', 'empty']);
