// clause: SPEC 5, a generator until it is done or collected
// An async generator that ended in a job lets its mapping go although the object is reachable.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
async function* body() { await null; }
function make() {
  const value = {};
  registry.register(value, 'value');
  return v.run(value, body);
}
asyncTest(async () => {
  const kept = make();
  await kept.next();
  for (let i = 0; i < 2; i++) {
    await new Promise((r) => setTimeout(r, 5));
    $host.gc();
  }
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
  assert(kept);
});
