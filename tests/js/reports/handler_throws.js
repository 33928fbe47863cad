// clause: HostPromiseRejectionTracker ( promise, operation )
// A throw in a handler's nested run rejects the derived promise, and is reported, in the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason, e.asyncContext.run(() => v.get())); });
let resolve;
const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
v.run('then', () => { p.then(() => v.run('inner', () => { throw 'oops'; })); });
v.run('resolver', () => resolve());
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['oops', 'then']);
});
