// clause: SPEC 3, generator
// A `then` called in the body captures the generator's mapping, although the resume came from another one.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  function* g() { yield p.then(() => v.get()); }
  const gen = v.run('creator', g);
  const q = v.run('resumer', () => gen.next().value);
  v.run('resolver', () => resolve());
  assert.sameValue(await q, 'creator');
});
