// clause: SPEC 5, a timer until it fires or is cleared
// The value captured by a timer lives while the timer is pending and is collected after it fired.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
function make() { v.run(tracked('value'), () => setTimeout(() => {}, 30)); }
asyncTest(async () => {
  make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, []);
  await new Promise((r) => setTimeout(r, 50));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
});
