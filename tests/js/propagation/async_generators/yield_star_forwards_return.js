// clause: SPEC 3, async generator (yield*)
// `return` during `yield*` calls a custom inner iterator's `return` in the delegating generator's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const iterator = {
    [Symbol.asyncIterator]() { return this; },
    async next() { return { value: 1, done: false }; },
    async return(value) { seen.push(v.get()); return { value, done: true }; },
  };
  async function* g() { try { yield* iterator; } finally { seen.push(v.get()); } }
  const gen = v.run('creator', g);
  await gen.next();
  const r = await v.run('closer', () => gen.return('x'));
  assert.sameValue(r.value, 'x');
  assert.compareArray(seen, ['creator', 'creator']);
});
