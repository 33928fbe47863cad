// clause: SPEC 3, PerformPromiseThen (combinators)
// Array.fromAsync steps a sync iterable of promises in the mapping of the call, although the promises settle elsewhere.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const releases = [];
  const promises = [0, 1].map(() => v.run('creator', () => new Promise((r) => { releases.push(r); })));
  const iterable = {
    [Symbol.iterator]() {
      let n = 0;
      return { next() { seen.push(v.get()); return { value: promises[n], done: n++ === 2 }; } };
    },
  };
  const p = v.run('call', () => Array.fromAsync(iterable));
  v.run('release', () => releases[0]('x'));
  await new Promise((r) => setTimeout(r, 1));
  v.run('release', () => releases[1]('y'));
  assert.compareArray(await p, ['x', 'y']);
  assert.compareArray(seen, ['call', 'call', 'call']);
});
