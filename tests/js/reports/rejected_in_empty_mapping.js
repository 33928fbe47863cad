// clause: HostPromiseRejectionTracker ( promise, operation )
// A promise made inside a run but rejected in the empty mapping is reported with the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(v.run('receiver', () => e.asyncContext.run(() => v.get()))); });
let reject;
v.run('creator', () => new Promise((_, r) => { reject = r; }));
reject(1);
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['empty']);
});
