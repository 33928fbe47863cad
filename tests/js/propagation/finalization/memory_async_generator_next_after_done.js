// clause: SPEC 5, a generator until it is done or collected
// A done async generator lets its mapping go when it is asked once more.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
const make = () => v.run(tracked('value'), async function* () { yield; await null; });
asyncTest(async () => {
  const gen = make();
  await gen.next();
  assert.sameValue((await gen.next()).done, true);
  assert.sameValue((await gen.next()).done, true);
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
  assert.sameValue((await gen.next()).done, true);
});
