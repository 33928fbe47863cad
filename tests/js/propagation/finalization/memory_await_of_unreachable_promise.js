// clause: SPEC 5, a reaction until its promise settles or is itself collected
// An async function suspended for ever on an unreachable promise keeps nothing of its mapping.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
function make() { v.run(tracked('value'), async () => { await new Promise(() => {}); v.get(); }); }
asyncTest(async () => {
  make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
});
