// clause: SPEC 3, generator
// A generator whose function has a custom prototype object, without the intrinsic methods, keeps its mapping under borrowed methods.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const { next } = Object.getPrototypeOf(function* () {}).prototype;
function* g() { yield v.get(); yield v.get(); }
g.prototype = { custom: true };
const gen = v.run('creator', () => g());
assert.sameValue(gen.custom, true);
assert.sameValue(gen.next, undefined);
const step = () => Reflect.apply(next, gen, []).value;
assert.compareArray([v.run('resumer', step), step()], ['creator', 'creator']);
