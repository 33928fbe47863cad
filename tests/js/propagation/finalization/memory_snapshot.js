// clause: SPEC 5, a captured mapping lives as long as the thing that captured it
// A Snapshot and a wrapped function keep the value while they are reachable and not longer.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
const holder = {};
function make() {
  holder.snapshot = v.run(tracked('snapshot'), () => new AsyncContext.Snapshot());
  holder.wrapped = v.run(tracked('wrapped'), () => AsyncContext.Snapshot.wrap(() => v.get()));
}
asyncTest(async () => {
  make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, []);
  holder.snapshot = holder.wrapped = null;
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray([...gone].sort(), ['snapshot', 'wrapped']);
});
