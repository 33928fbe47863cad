// clause: HostPromiseRejectionTracker ( promise, operation )
// A throw inside a nested run of an async function is reported with the function's mapping: that is where the rejection happens.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.type, e.asyncContext.run(() => v.get())); });
v.run('function', () => { (async () => { await null; v.run('nested', () => { throw 1; }); })(); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['unhandledrejection', 'function']);
});
