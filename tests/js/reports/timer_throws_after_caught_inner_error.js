// clause: the error, unhandledrejection and rejectionhandled events of HTML
// A nested error that was caught leaves no trace: a second error thrown outside is reported with the timer's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.error.message, e.asyncContext.run(() => v.get())); });
v.run('timer', () => setTimeout(() => {
  try { v.run('nested', () => { throw new Error('inner'); }); } catch {}
  throw new Error('outer');
}, 1));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['outer', 'timer']);
});
