// clause: SPEC 5, a reaction until its promise settles or is itself collected
// A never-settled, unreachable promise keeps none of the values its reactions captured, with and without handlers.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
function make() {
  const p = new Promise(() => {});
  v.run(tracked('handler'), () => { p.then(() => v.get()); });
  v.run(tracked('missing'), () => { p.then(); });
}
asyncTest(async () => {
  make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray([...gone].sort(), ['handler', 'missing']);
});
