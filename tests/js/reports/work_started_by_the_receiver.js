// clause: the error, unhandledrejection and rejectionhandled events of HTML
// A timer and a handler started inside the report receiver capture the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const { promise: fired, resolve: fire } = Promise.withResolvers();
$host.onReport(() => {
  setTimeout(() => { seen.push('timer ' + v.get()); fire(); }, 1);
  Promise.resolve().then(() => { seen.push('then ' + v.get()); });
});
v.run('cause', () => { Promise.reject(1); });
asyncTest(async () => {
  await fired;
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['then empty', 'timer empty']);
});
