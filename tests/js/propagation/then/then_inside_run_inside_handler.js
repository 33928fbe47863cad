// clause: SPEC 3, PerformPromiseThen
// A `then` inside a `run` inside a handler captures the inner value, one after that `run` the handler's.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const log = () => { seen.push(v.get()); };
  const p = Promise.resolve();
  await v.run('outer', () => p.then(() => {
    const inner = v.run('inner', () => p.then(log));
    const after = p.then(log);
    return Promise.all([inner, after]);
  }));
  assert.compareArray(seen, ['inner', 'outer']);
});
