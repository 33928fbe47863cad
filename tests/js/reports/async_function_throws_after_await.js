// clause: HostPromiseRejectionTracker ( promise, operation )
// An async function that throws after an await released elsewhere is reported with the function's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.asyncContext.run(() => v.get())); });
let resolve;
const gate = new Promise((r) => { resolve = r; });
v.run('function', () => { (async () => { await gate; throw 1; })(); });
v.run('resolver', () => resolve());
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['function']);
});
