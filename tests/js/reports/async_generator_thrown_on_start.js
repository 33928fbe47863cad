// clause: HostPromiseRejectionTracker ( promise, operation )
// The unhandled promise of `throw` on an unstarted async generator is reported with the mapping of the `throw` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason, e.asyncContext.run(() => v.get())); });
async function* g() { yield 1; }
const gen = v.run('creator', g);
v.run('thrower', () => { gen.throw('x'); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['x', 'thrower']);
});
