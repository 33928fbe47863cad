// clause: SPEC 1 and 3, the mapping is agent-wide
// Functions made by another realm's Function and eval inside a run run in their caller's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const [f, g] = v.run('creator', () => [
  new other.global.Function('v', 'return v.get()'),
  other.global.eval('(v) => v.get()'),
]);
assert.compareArray([f(v), v.run('caller', f, v)], ['empty', 'caller']);
assert.compareArray([g(v), v.run('caller', g, v)], ['empty', 'caller']);
