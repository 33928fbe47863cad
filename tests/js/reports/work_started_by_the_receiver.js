// clause: the error, unhandledrejection and rejectionhandled events of HTML
// A timer and a handler started inside the report receiver capture the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport(() => {
  setTimeout(() => { seen.push('timer ' + v.get()); }, 1);
  Promise.resolve().then(() => { seen.push('then ' + v.get()); });
});
v.run('cause', () => { Promise.reject(1); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 20));
  assert.compareArray(seen, ['then empty', 'timer empty']);
});
