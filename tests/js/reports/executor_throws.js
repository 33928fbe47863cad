// clause: HostPromiseRejectionTracker ( promise, operation )
// A throw inside a nested run of a promise executor rejects the promise in the constructor's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason, e.asyncContext.run(() => v.get())); });
v.run('constructor', () => { new Promise(() => v.run('nested', () => { throw 'oops'; })); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['oops', 'constructor']);
});
