// clause: SPEC 3, generator
// A bound generator function, called through Reflect.apply, captures at that call and not at the bind.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const bound = v.run('binder', () => (function* (x) { yield x + v.get(); }).bind(null, 'x '));
const gen = v.run('creator', () => Reflect.apply(bound, undefined, []));
assert.sameValue(v.run('resumer', () => gen.next().value), 'x creator');
