// clause: SPEC 3, generator
// Values sent by `next` from different runs arrive in the body, which evaluates the rest of the expression in its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { return [(yield) + v.get(), (yield) + v.get()]; }
const gen = v.run('creator', g);
gen.next('ignored');
v.run('r1', () => gen.next('one '));
assert.compareArray(v.run('r2', () => gen.next('two ').value), ['one creator', 'two creator']);
