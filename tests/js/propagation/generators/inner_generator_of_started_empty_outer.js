// clause: SPEC 3, generator
// A generator made, and its iterator taken, by the body of a generator that started empty and is resumed in a run is empty too.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* inner() { yield v.get(); }
function* outer() { yield; yield inner()[Symbol.iterator](); }
const gen = outer();
gen.next();
const made = v.run('resumer', () => gen.next().value);
assert.sameValue(v.run('other', () => made.next().value), 'empty');
