// clause: functions and jobs of the host
// An async function started through a Rust function keeps the caller's mapping across its awaits.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const p = v.run('caller', () => $host.callNative(async () => { await $host.sleep(1); return v.get(); }));
  assert.sameValue(await p, 'caller');
});
