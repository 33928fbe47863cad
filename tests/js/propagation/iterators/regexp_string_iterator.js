// clause: SPEC 3, built-in iterators
// The iterator of `matchAll`, made in one run, calls a user-defined `exec` in the mapping of whoever calls `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
class Re extends RegExp {
  exec() { return [v.get()]; }
}
const it = v.run('creator', () => 'text'.matchAll(new Re('x', 'g')));
assert.compareArray([v.run('caller', () => it.next().value[0]), it.next().value[0]], ['caller', 'empty']);
