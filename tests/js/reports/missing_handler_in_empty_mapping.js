// clause: HostPromiseRejectionTracker ( promise, operation )
// A reason passed on by `finally` without callback, called in the empty mapping, is reported with the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason, e.asyncContext.run(() => v.get())); });
let reject;
const p = v.run('creator', () => new Promise((_, r) => { reject = r; }));
p.finally(undefined);
v.run('rejecter', () => reject('why'));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['why', 'empty']);
});
