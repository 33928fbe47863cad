// clause: SPEC 3, generator
// A generator whose prototype inherits from the intrinsic one and adds a method keeps its mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); }
g.prototype = Object.create(g.prototype, { step: { value() { return this.next().value; } } });
const gen = v.run('creator', () => g());
assert.sameValue(v.run('resumer', () => gen.step()), 'creator');
