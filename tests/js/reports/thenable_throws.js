// clause: NewPromiseResolveThenableJob
// When a thenable's `then` throws inside a nested run, the promise is rejected in the mapping of the `resolve` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.type, e.reason, e.asyncContext.run(() => v.get())); });
asyncTest(async () => {
  let resolve;
  v.run('creator', () => new Promise((r) => { resolve = r; }));
  v.run('resolver', () => resolve({ then() { v.run('inner', () => { throw 'oops'; }); } }));
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['unhandledrejection', 'oops', 'resolver']);
});
