// clause: SPEC 3, built-in iterators (iterator helpers)
// `return()` of a helper calls the underlying custom `return` in the mapping of the `return` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const source = Object.setPrototypeOf({
  next: () => ({ value: 0, done: false }),
  return() { seen.push(v.get()); return {}; },
}, Iterator.prototype);
const it = v.run('creator', () => source.map((x) => x));
v.run('caller', () => it.next());
v.run('closer', () => it.return());
assert.compareArray(seen, ['closer']);
