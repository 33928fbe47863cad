// clause: the error, unhandledrejection and rejectionhandled events of HTML
// An error that was caught does not stand in for one that is thrown later in another `run`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.error.message, e.asyncContext.run(() => v.get())); });
v.run('timer', () => setTimeout(() => {
  try { v.run('caught', () => { throw new Error('a'); }); } catch {}
  v.run('nested', () => { throw new Error('b'); });
}, 1));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['b', 'nested']);
});
