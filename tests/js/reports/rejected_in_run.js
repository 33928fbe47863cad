// clause: HostPromiseRejectionTracker ( promise, operation )
// The report of a promise rejected inside a run exposes the run's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.type, e.reason, e.asyncContext.run(() => v.get())); });
v.run('a', () => { Promise.reject('why'); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['unhandledrejection', 'why', 'a']);
});
