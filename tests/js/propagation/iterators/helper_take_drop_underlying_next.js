// clause: SPEC 3, built-in iterators (iterator helpers)
// `drop` and `take` call the underlying custom `next` in the mapping of whoever calls their `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const source = Object.setPrototypeOf({ next() { seen.push(v.get()); return { value: 0, done: false }; } }, Iterator.prototype);
const it = v.run('creator', () => source.drop(1).take(2));
assert.compareArray(seen, []);
v.run('caller', () => it.next());
it.next();
assert.compareArray(seen, ['caller', 'caller', 'empty']);
