// clause: HostPromiseRejectionTracker ( promise, operation )
// The report exposes the mapping in which `reject` was called, not the one in which the promise was made.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.asyncContext.run(() => v.get())); });
let reject;
v.run('creator', () => new Promise((_, r) => { reject = r; }));
v.run('outer', () => v.run('rejecter', () => reject('why')));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['rejecter']);
});
