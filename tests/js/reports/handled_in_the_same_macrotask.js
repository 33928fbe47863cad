// clause: HostPromiseRejectionTracker ( promise, operation )
// A rejection handled before the end of its macrotask's microtasks is not reported; the handler sees its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.type); });
asyncTest(async () => {
  const p = v.run('rejecter', () => Promise.reject(1));
  queueMicrotask(() => v.run('handler', () => p.catch(() => { seen.push(v.get()); })));
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['handler']);
});
