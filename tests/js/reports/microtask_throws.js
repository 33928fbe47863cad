// clause: the error, unhandledrejection and rejectionhandled events of HTML
// An error thrown by a queueMicrotask callback is reported with its mapping, and the next microtask sees its own.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.type + ' ' + e.error + ' ' + e.asyncContext.run(() => v.get())); });
v.run('microtask', () => queueMicrotask(() => { throw 'oops'; }));
queueMicrotask(() => { seen.push('next ' + v.get()); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray([...seen].sort(), ['error oops microtask', 'next empty']);
});
