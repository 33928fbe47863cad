// clause: SPEC 5, a generator until it is done or collected
// A suspended, reachable generator keeps its value; when it is finished the value is collected though the generator is kept.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
function* g() { yield; }
const make = () => v.run(tracked('value'), g);
asyncTest(async () => {
  const gen = make();
  gen.next();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, []);
  assert.sameValue(gen.next().done, true);
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
  assert.sameValue(gen.next().done, true);
});
