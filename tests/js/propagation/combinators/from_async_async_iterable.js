// clause: SPEC 3, PerformPromiseThen (combinators)
// Array.fromAsync calls `next` of a custom async iterable in the mapping of the call, although its promises settle elsewhere.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let release;
  const iterable = {
    [Symbol.asyncIterator]() {
      let n = 0;
      return { next() { seen.push(v.get()); return new Promise((r) => { release = () => r({ value: n, done: n++ === 2 }); }); } };
    },
  };
  const p = v.run('call', () => Array.fromAsync(iterable));
  for (let i = 0; i < 3; i++) {
    v.run('release', () => release());
    await new Promise((r) => setTimeout(r, 1));
  }
  assert.compareArray(await p, [0, 1]);
  assert.compareArray(seen, ['call', 'call', 'call']);
});
