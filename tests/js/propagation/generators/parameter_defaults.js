// clause: SPEC 3, generator
// Parameter defaults are evaluated at the call, in the same mapping that the body gets later.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g(x = v.get()) { yield x; yield v.get(); }
const gen = v.run('creator', () => g());
assert.compareArray([v.run('resumer', () => gen.next().value), gen.next().value], ['creator', 'creator']);
