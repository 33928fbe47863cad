// clause: SPEC 5, a captured mapping lives as long as the thing that captured it
// After an async function finished, its mapping's value is collected although its promise is kept.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
function make() { return v.run(tracked('value'), async () => { await null; return v.get().name; }); }
asyncTest(async () => {
  const p = make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
  assert.sameValue(await p, 'value');
});
