// clause: HostPromiseRejectionTracker ( promise, operation )
// A reason passed on by a missing reject handler is reported with the mapping of the `then` call, not of the first rejection.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason, e.asyncContext.run(() => v.get())); });
const p = v.run('rejecter', () => Promise.reject('why'));
v.run('then', () => { p.then(() => {}); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['why', 'then']);
});
