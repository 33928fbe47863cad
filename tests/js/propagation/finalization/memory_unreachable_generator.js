// clause: SPEC 5, a generator until it is done or collected
// Unreachable generators, unstarted and suspended, sync and async, keep nothing of their mappings.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
function* g() { yield; }
async function* ag() { yield; }
function make() {
  v.run(tracked('1 unstarted'), g);
  v.run(tracked('2 suspended'), g).next();
  v.run(tracked('3 async unstarted'), ag);
  v.run(tracked('4 async suspended'), ag).next();
}
asyncTest(async () => {
  make();
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray([...gone].sort(), ['1 unstarted', '2 suspended', '3 async unstarted', '4 async suspended']);
});
