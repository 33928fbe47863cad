// clause: HostPromiseRejectionTracker ( promise, operation )
// A promise that adopted another one is reported with the mapping of its `resolve` call: the adopting reaction was made there.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason, e.asyncContext.run(() => v.get())); });
let rejectInner;
const inner = v.run('inner', () => new Promise((_, r) => { rejectInner = r; }));
v.run('resolver', () => { new Promise((r) => r(inner)); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  v.run('inner rejecter', () => rejectInner('why'));
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['why', 'resolver']);
});
