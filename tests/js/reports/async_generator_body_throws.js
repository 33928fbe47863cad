// clause: HostPromiseRejectionTracker ( promise, operation )
// An unhandled throw of the body after an await is reported with the mapping of creation, where the rejection happens.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.reason, e.asyncContext.run(() => v.get())); });
async function* g() { await null; throw 'oops'; }
const gen = v.run('creator', g);
v.run('requester', () => { gen.next(); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['oops', 'creator']);
});
