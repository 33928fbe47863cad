// clause: SPEC 3, built-in iterators (iterator helpers)
// `reduce`, `forEach`, `some`, `every` and `find` call back in the mapping of their call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const log = (x) => { seen.push(v.get()); return x; };
for (const name of ['reduce', 'forEach', 'some', 'every', 'find']) {
  const it = v.run('creator', () => [1].values());
  v.run(name, () => (name === 'reduce' ? it.reduce(log, 0) : it[name](log)));
}
assert.compareArray(seen, ['reduce', 'forEach', 'some', 'every', 'find']);
