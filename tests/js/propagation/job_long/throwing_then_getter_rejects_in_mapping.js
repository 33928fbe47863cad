// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// When the `then` getter of a handler's result throws inside a nested run, the next link still sees only its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const q = v.run('then', () => Promise.resolve().then(() => ({
    get then() { seen.push(v.get()); return v.run('getter', () => { throw 'oops'; }); },
  })));
  const r = v.run('catch', () => q.catch((e) => { seen.push(e, v.get()); }));
  await r;
  seen.push(v.get());
  assert.compareArray(seen, ['then', 'oops', 'catch', 'empty']);
});
