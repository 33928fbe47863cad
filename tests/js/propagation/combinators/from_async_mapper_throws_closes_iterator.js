// clause: SPEC 3, PerformPromiseThen (combinators)
// When the mapper of Array.fromAsync throws, the iterator's `return` is called in the mapping of the call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let release;
  const iterable = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise((r) => { release = () => r({ value: 1, done: false }); }),
      return() { seen.push(v.get()); return {}; },
    }),
  };
  const p = v.run('call', () => Array.fromAsync(iterable, () => v.run('mapper', () => { throw 'oops'; })));
  v.run('release', () => release());
  assert.sameValue(await p.catch((e) => e), 'oops');
  assert.compareArray(seen, ['call']);
});
