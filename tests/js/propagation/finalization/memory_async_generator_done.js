// clause: SPEC 5, a generator until it is done or collected
// A finished async generator that is still reachable no longer keeps its mapping's value.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
async function* g() { await null; yield; }
const make = () => v.run(tracked('value'), g);
asyncTest(async () => {
  const gen = make();
  await gen.next();
  assert.sameValue((await gen.next()).done, true);
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
  assert.sameValue((await gen.next()).done, true);
});
