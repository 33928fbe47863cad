// clause: SPEC 5, a reaction until its promise settles or is itself collected
// The value captured by a reaction lives while its promise is pending and is collected after it settled, though the promise is kept.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
let resolve;
const p = new Promise((r) => { resolve = r; });
function make() { v.run(tracked('value'), () => p.then(() => {})); }
asyncTest(async () => {
  make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, []);
  resolve();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
  await p;
});
