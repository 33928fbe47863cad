// clause: SPEC 3, generator
// A generator made and started by another generator's body has the maker's mapping, whoever resumes it later.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* inner() { yield v.get(); yield v.get(); }
function* outer() { const made = inner(); made.next(); yield made; }
const gen = v.run('outer', outer);
const made = v.run('resumer', () => gen.next().value);
assert.sameValue(v.run('other', () => made.next().value), 'outer');
