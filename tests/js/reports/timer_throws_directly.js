// clause: the error, unhandledrejection and rejectionhandled events of HTML
// An error thrown by a timer callback itself is reported with the timer's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.type, e.error, e.asyncContext.run(() => v.get())); });
v.run('timer', () => setTimeout(() => { v.run('finished', () => {}); throw 'oops'; }, 1));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['error', 'oops', 'timer']);
});
