// clause: the error, unhandledrejection and rejectionhandled events of HTML
// An error thrown by a timer inside a nested run is reported as `error` with the mapping in which it was thrown.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const error = new Error('x');
const seen = [];
$host.onReport((e) => { seen.push(e.type, e.error === error, e.asyncContext.run(() => v.get()), v.get()); });
v.run('timer', () => setTimeout(() => { v.run('outer', () => v.run('nested', () => { throw error; })); }, 1));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['error', true, 'nested', 'empty']);
});
