// clause: SPEC 5, a nested `run` of the same variable must not keep the shadowed value alive
// Things captured inside a nested run of the same variable (snapshot, reaction, timer, generator) do not keep the outer value.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
const kept = [];
const p = new Promise(() => {});
function* g() { yield v.get(); }
function make() {
  v.run(tracked('shadowed'), () => v.run('inner', () => {
    kept.push(new AsyncContext.Snapshot(), p, p.then(() => {}), setTimeout(() => {}, 60), g()[Symbol.iterator]());
  }));
}
asyncTest(async () => {
  make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['shadowed']);
  assert.sameValue(kept[0].run(() => v.get()), 'inner');
});
