// clause: SPEC 3, queueMicrotask
// A queueMicrotask callback sees the mapping of the call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const callback = v.run('creator', () => () => { seen.push(v.get()); });
  v.run('call', () => queueMicrotask(callback));
  await null;
  assert.compareArray(seen, ['call']);
});
