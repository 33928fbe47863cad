// clause: the error, unhandledrejection and rejectionhandled events of HTML
// An error thrown by a timer set in the empty mapping, right after a timer of a run, is reported with the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.error, v.run('receiver', () => e.asyncContext.run(() => v.get()))); });
v.run('first', () => setTimeout(() => { v.get(); }, 1));
setTimeout(() => { throw 'oops'; }, 1);
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['oops', 'empty']);
});
