// clause: HostPromiseRejectionTracker ( promise, operation )
// A throw inside a nested run of a Promise.try callback is reported with the mapping of the `try` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason, e.asyncContext.run(() => v.get())); });
v.run('try', () => { Promise.try(() => v.run('nested', () => { throw 'oops'; })); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['oops', 'try']);
});
