// clause: SPEC 3, generator (yield*)
// `next()` without argument delegates `undefined` to the inner iterator's `next`, as the standard says, with one argument.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const iterator = {
  [Symbol.iterator]() { return this; },
  next(...args) { seen.push(args.length, args[0], v.get()); return { value: 0, done: false }; },
};
function* g() { yield* iterator; }
const gen = v.run('creator', g);
v.run('resumer', () => { gen.next('first'); gen.next(); });
assert.compareArray(seen, [1, undefined, 'creator', 1, undefined, 'creator']);
