// clause: SPEC 3, generator
// A generator created and started inside a run continues there when resumed elsewhere.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); yield v.get(); }
let gen;
const first = v.run('creator', () => { gen = g(); return gen.next().value; });
assert.compareArray([first, gen.next().value, v.run('other', () => gen.next().value)], ['creator', 'creator', 'creator']);
