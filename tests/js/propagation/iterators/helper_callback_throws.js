// clause: SPEC 3, built-in iterators (iterator helpers)
// A helper callback that throws inside a nested run closes the underlying iterator in the mapping of whoever called `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const source = Object.setPrototypeOf({
  next: () => ({ value: 0, done: false }),
  return() { seen.push(v.get()); return {}; },
}, Iterator.prototype);
const it = v.run('creator', () => source.map(() => v.run('nested', () => { throw new EvalError(); })));
v.run('caller', () => {
  assert.throws(EvalError, () => it.next());
  seen.push(v.get());
});
assert.compareArray(seen, ['caller', 'caller']);
