// clause: HostPromiseRejectionTracker ( promise, operation )
// The report carries the promise, the reason and a genuine Snapshot that knows every variable of the rejecting code.
const a = new AsyncContext.Variable({ defaultValue: 'no a' });
const b = new AsyncContext.Variable({ defaultValue: 'no b' });
const events = [];
$host.onReport((e) => { events.push(e); });
const reason = new Error('why');
const p = a.run('a1', () => b.run('b1', () => Promise.reject(reason)));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.sameValue(events.length, 1);
  assert.sameValue(events[0].promise, p);
  assert.sameValue(events[0].reason, reason);
  assert(events[0].asyncContext instanceof AsyncContext.Snapshot);
  assert.compareArray(events[0].asyncContext.run(() => [a.get(), b.get()]), ['a1', 'b1']);
});
