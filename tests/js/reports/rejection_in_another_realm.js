// clause: HostPromiseRejectionTracker ( promise, operation )
// A promise of another realm rejected inside a run is reported with that run's mapping, in the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const seen = [];
$host.onReport((e) => { seen.push(e.type, e.reason, e.asyncContext.run(() => v.get()), v.get()); });
const reject = other.evalScript('(function () { Promise.reject("why"); })');
v.run('rejecter', reject);
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['unhandledrejection', 'why', 'rejecter', 'empty']);
});
