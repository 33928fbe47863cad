// clause: SPEC 5, a captured mapping lives as long as the thing that captured it
// After a queueMicrotask callback ran, the value it captured is collected.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
let ran = 0;
function make() { v.run(tracked('value'), () => queueMicrotask(() => { ran++; })); }
asyncTest(async () => {
  make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.sameValue(ran, 1);
  assert.compareArray(gone, ['value']);
});
