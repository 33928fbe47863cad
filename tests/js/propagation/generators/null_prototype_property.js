// clause: SPEC 3, generator
// With `g.prototype = null` the generator falls back to the intrinsic prototype and keeps its mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); }
g.prototype = null;
const gen = v.run('creator', () => g());
assert.sameValue(Object.getPrototypeOf(gen), Object.getPrototypeOf(function* () {}).prototype);
assert.sameValue(v.run('resumer', () => gen.next().value), 'creator');
