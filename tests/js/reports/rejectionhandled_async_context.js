// clause: the error, unhandledrejection and rejectionhandled events of HTML
// The `rejectionhandled` report exposes a Snapshot; rejecting and handling code use the same value here, so either reading gives it.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
let last;
$host.onReport((e) => { last = e; });
asyncTest(async () => {
  const p = v.run('same', () => Promise.reject(1));
  await new Promise((r) => setTimeout(r, 5));
  v.run('same', () => p.catch(() => {}));
  await new Promise((r) => setTimeout(r, 5));
  assert.sameValue(last.type, 'rejectionhandled');
  assert(last.asyncContext instanceof AsyncContext.Snapshot);
  assert.sameValue(last.asyncContext.run(() => v.get()), 'same');
});
