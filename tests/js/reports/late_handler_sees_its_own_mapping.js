// clause: PerformPromiseThen
// A handler attached after the rejection was reported sees the mapping of its own `catch` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
$host.onReport(() => {});
asyncTest(async () => {
  const p = v.run('rejecter', () => Promise.reject(1));
  await new Promise((r) => setTimeout(r, 5));
  const q = v.run('late', () => p.catch(() => v.get()));
  assert.sameValue(await q, 'late');
});
