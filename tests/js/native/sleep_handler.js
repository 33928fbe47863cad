// clause: functions and jobs of the host
// A handler on the promise of a Rust async function sees the mapping of its `then` call, not that of the native call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const p = v.run('native call', () => $host.sleep(2));
  const q = v.run('then', () => p.then(() => v.get()));
  assert.sameValue(await q, 'then');
});
