// clause: SPEC 3, generator (yield*)
// `yield*` into a custom iterator calls its Symbol.iterator and `next` in the delegating generator's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const iterable = v.run('iterable', () => ({
  [Symbol.iterator]() {
    const taken = v.get();
    return { next: () => ({ value: taken + ' ' + v.get(), done: false }) };
  },
}));
function* g() { yield* iterable; }
const gen = v.run('creator', g);
assert.compareArray(
  [v.run('r1', () => gen.next().value), gen.next().value],
  ['creator creator', 'creator creator'],
);
