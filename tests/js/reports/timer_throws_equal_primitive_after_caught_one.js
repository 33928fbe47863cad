// clause: the error, unhandledrejection and rejectionhandled events of HTML
// A primitive that a timer throws itself is reported with the timer's mapping, although an equal one was caught two runs deep before.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.error, e.asyncContext.run(() => v.get())); });
v.run('timer', () => setTimeout(() => {
  v.run('outer', () => {
    try { v.run('nested', () => { throw 'x'; }); } catch {}
  });
  throw 'x';
}, 1));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['x', 'timer']);
});
