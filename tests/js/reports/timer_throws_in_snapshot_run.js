// clause: the error, unhandledrejection and rejectionhandled events of HTML
// An error thrown inside Snapshot.run in a timer is reported with the snapshot's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.error.message, e.asyncContext.run(() => v.get())); });
const snapshot = v.run('snapshot', () => new AsyncContext.Snapshot());
v.run('timer', () => setTimeout(() => { snapshot.run(() => { throw new Error('x'); }); }, 1));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['x', 'snapshot']);
});
