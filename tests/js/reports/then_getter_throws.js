// clause: HostPromiseRejectionTracker ( promise, operation )
// A `then` getter that throws while a derived promise is resolved rejects it in the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason, e.asyncContext.run(() => v.get())); });
let resolve;
const p = new Promise((r) => { resolve = r; });
v.run('then', () => { p.then(() => ({ get then() { throw 'getter'; } })); });
v.run('resolver', () => resolve());
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['getter', 'then']);
});
