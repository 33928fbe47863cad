// clause: SPEC 3, generator (yield*)
// `yield*` into an array reads the elements, here getters, in the delegating generator's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const array = v.run('array', () => {
  const a = [0, 0];
  for (const i of [0, 1]) Object.defineProperty(a, i, { get: () => v.get() });
  return a;
});
function* g() { yield* array; }
const gen = v.run('creator', g);
assert.compareArray([v.run('r1', () => gen.next().value), gen.next().value], ['creator', 'creator']);
