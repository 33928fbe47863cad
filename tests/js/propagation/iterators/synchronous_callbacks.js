// clause: SPEC 3, built-in iterators
// Synchronous built-in callbacks (sort, replace, toJSON, reviver) run in the caller's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = v.run('caller', () => {
  const list = [];
  [2, 1].sort((a, b) => { list[0] = v.get(); return a - b; });
  list.push('x'.replace('x', () => v.get()));
  list.push(JSON.parse(JSON.stringify({ toJSON: () => v.get() })));
  list.push(JSON.parse('1', () => v.get()));
  return list;
});
assert.compareArray(seen, ['caller', 'caller', 'caller', 'caller']);
