// clause: SPEC 5, `run` keeps things alive only for its extent
// The value of a finished run, captured by nothing, is collected.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
function make() { return v.run(tracked('value'), () => v.get().name); }
asyncTest(async () => {
  assert.sameValue(make(), 'value');
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
});
