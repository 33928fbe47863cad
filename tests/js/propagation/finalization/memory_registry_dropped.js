// clause: SPEC 5, a captured mapping lives as long as the thing that captured it
// A FinalizationRegistry that became unreachable no longer keeps the value of the mapping it was constructed in.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
const target = {};
function make() { v.run(tracked('value'), () => { new FinalizationRegistry(() => {}).register(target, 0); }); }
asyncTest(async () => {
  make();
  for (let i = 0; i < 2; i++) {
    await new Promise((r) => setTimeout(r, 5));
    $host.gc();
  }
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
  assert.sameValue(typeof target, 'object');
});
