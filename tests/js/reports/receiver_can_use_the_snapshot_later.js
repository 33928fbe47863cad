// clause: the error, unhandledrejection and rejectionhandled events of HTML
// The exposed snapshot still gives the causing mapping when it is used in a later macrotask inside another run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
let snapshot;
$host.onReport((e) => { snapshot = e.asyncContext; });
v.run('cause', () => { Promise.reject(1); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.sameValue(v.run('other', () => snapshot.run(() => v.get())), 'cause');
});
