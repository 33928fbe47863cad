// clause: the error, unhandledrejection and rejectionhandled events of HTML
// A value thrown in one job says nothing of the same value thrown in another.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.error, e.asyncContext.run(() => v.get())); });
v.run('first', () => setTimeout(() => { try { v.run('nested', () => { throw 'x'; }); } catch {} }, 1));
v.run('second', () => setTimeout(() => { throw 'x'; }, 5));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 15));
  assert.compareArray(seen, ['x', 'second']);
});
