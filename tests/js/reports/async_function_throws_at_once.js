// clause: HostPromiseRejectionTracker ( promise, operation )
// An async function that throws before any await is reported with the mapping of its call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason, e.asyncContext.run(() => v.get())); });
v.run('call', () => { (async () => { throw 'oops'; })(); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['oops', 'call']);
});
