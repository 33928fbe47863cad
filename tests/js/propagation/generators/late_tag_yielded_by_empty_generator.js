// clause: SPEC 3, generator
// An unstarted generator yielded by one that started empty, and first resumed inside a run, sees the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* inner() { yield v.get(); }
function* outer() { yield; yield inner(); }
const gen = outer();
gen.next();
const made = v.run('resumer', () => gen.next().value);
assert.sameValue(v.run('other', () => made.next().value), 'empty');
