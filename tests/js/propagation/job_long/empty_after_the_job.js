// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// A mapping kept for the whole reaction job is gone in the microtask after it, although the handler did not leave through `run`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
queueMicrotask(() => { seen.push(v.get()); });
v.run('then', () => Promise.resolve().then(() => ({ get then() { seen.push(v.get()); } })));
queueMicrotask(() => { seen.push(v.get()); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['empty', 'then', 'empty']);
});
