// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// A handler that resolves another promise with an object has that object's `then` getter read in the handler's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let resolveOther;
  v.run('other', () => new Promise((r) => { resolveOther = r; }));
  await v.run('then', () => Promise.resolve().then(() => {
    resolveOther({ get then() { seen.push(v.get()); } });
  }));
  assert.compareArray(seen, ['then']);
});
