// clause: HostPromiseRejectionTracker ( promise, operation )
// Two promises rejected in one macrotask in different mappings are reported each with its own.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason + ' ' + e.asyncContext.run(() => v.get())); });
v.run('a', () => { Promise.reject(1); });
Promise.reject(2);
v.run('b', () => { Promise.reject(3); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['1 a', '2 empty', '3 b']);
});
