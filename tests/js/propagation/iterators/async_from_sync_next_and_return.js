// clause: SPEC 3, built-in iterators (async-from-sync)
// A for-await over a sync iterable calls `next` and `return` in the loop's mapping, though the values settle elsewhere.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const releases = [];
  const iterable = v.run('creator', () => ({
    [Symbol.iterator]() { return this; },
    next() { seen.push('next ' + v.get()); return { value: new Promise((r) => { releases.push(r); }), done: false }; },
    return() { seen.push('return ' + v.get()); return {}; },
  }));
  const p = v.run('loop', async () => {
    let n = 0;
    for await (const _ of iterable) { seen.push('body ' + v.get()); if (++n === 2) break; }
  });
  for (const i of [0, 1]) {
    v.run('release', () => releases[i]());
    await new Promise((r) => setTimeout(r, 1));
  }
  await p;
  assert.compareArray(seen, ['next loop', 'body loop', 'next loop', 'body loop', 'return loop']);
});
