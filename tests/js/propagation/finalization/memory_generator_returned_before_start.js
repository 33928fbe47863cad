// clause: SPEC 5, a generator until it is done or collected
// A generator that return() ended before its start lets its mapping go.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
const make = () => v.run(tracked('value'), function* () { yield; });
asyncTest(async () => {
  const gen = make();
  gen.return();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
  assert.sameValue(gen.next().done, true);
});
