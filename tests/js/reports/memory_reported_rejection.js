// clause: memory: a captured mapping lives as long as the thing that captured it
// After an unhandled rejection was reported and event and promise were dropped, the rejecting mapping's value is collected.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
const reports = [];
$host.onReport((e) => { reports.push(e.type + ' ' + e.asyncContext.run(() => v.get().name)); });
function make() { v.run(tracked('value'), () => { Promise.reject(1); }); }
asyncTest(async () => {
  make();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(reports, ['unhandledrejection value']);
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(gone, ['value']);
});
