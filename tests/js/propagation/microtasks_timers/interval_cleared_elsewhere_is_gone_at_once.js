// clause: SPEC 4.6, the reference is dropped when the operation is cancelled
// An interval that has ticked and is then cleared from elsewhere keeps no mapping.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
let ticks = 0;
const make = () => v.run(tracked('value'), () => setInterval(() => { ticks += 1; }, 40));
asyncTest(async () => {
  const id = make();
  await new Promise((r) => setTimeout(r, 55));
  assert.sameValue(ticks, 1);
  clearInterval(id);
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
});
