// clause: SPEC 3, generator (yield*)
// `return()` during `yield*` calls the custom inner iterator's `return` in the delegating generator's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const iterator = {
  [Symbol.iterator]() { return this; },
  next: () => ({ value: 0, done: false }),
  return(x) { seen.push(v.get()); return { value: x, done: true }; },
};
function* g() { try { yield* iterator; } finally { seen.push('finally ' + v.get()); } }
const gen = v.run('creator', g);
v.run('resumer', () => gen.next());
v.run('closer', () => { gen.return(1); seen.push(v.get()); });
assert.compareArray(seen, ['creator', 'finally creator', 'closer']);
