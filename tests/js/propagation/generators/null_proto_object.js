// clause: SPEC 3, generator
// A generator object whose own prototype was set to null keeps its mapping under a borrowed `next`.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const { next } = Object.getPrototypeOf(function* () {}).prototype;
function* g() { yield v.get(); }
const gen = v.run('creator', () => Object.setPrototypeOf(g(), null));
assert.sameValue(v.run('resumer', () => Reflect.apply(next, gen, []).value), 'creator');
