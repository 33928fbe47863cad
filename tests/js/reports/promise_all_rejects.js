// clause: HostPromiseRejectionTracker ( promise, operation )
// The unhandled result of Promise.all is reported with the mapping of the `all` call, where its rejection happens.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason, e.asyncContext.run(() => v.get())); });
let reject;
const p = v.run('creator', () => new Promise((_, r) => { reject = r; }));
v.run('all', () => { Promise.all([p]); });
v.run('rejecter', () => reject('why'));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['why', 'all']);
});
