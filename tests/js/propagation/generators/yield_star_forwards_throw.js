// clause: SPEC 3, generator (yield*)
// `throw()` during `yield*` calls the custom inner iterator's `throw` in the delegating generator's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const iterator = {
  [Symbol.iterator]() { return this; },
  next: () => ({ value: 0, done: false }),
  throw: (x) => ({ value: x + v.get(), done: false }),
};
function* g() { yield* iterator; }
const gen = v.run('creator', g);
gen.next();
assert.sameValue(v.run('thrower', () => gen.throw('thrown in ').value), 'thrown in creator');
