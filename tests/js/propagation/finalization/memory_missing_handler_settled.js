// clause: SPEC 5, a reaction until its promise settles or is itself collected
// A reaction with missing handlers, too, lets its captured value go when its promise settles.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
let resolve;
const p = new Promise((r) => { resolve = r; });
function make() { v.run(tracked('value'), () => { p.then(); }); }
asyncTest(async () => {
  make();
  resolve();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
  await p;
});
