// clause: the error, unhandledrejection and rejectionhandled events of HTML
// A primitive thrown by a timer inside a nested run is reported with the mapping in which it was thrown.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.error, e.asyncContext.run(() => v.get())); });
v.run('timer', () => setTimeout(() => { v.run('nested', () => { throw undefined; }); }, 1));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, [undefined, 'nested']);
});
