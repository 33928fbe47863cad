// clause: SPEC 3, generator
// A catch block entered by `throw()` from another run sees the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { try { yield; } catch { yield v.get(); } }
const gen = v.run('creator', g);
gen.next();
assert.sameValue(v.run('thrower', () => gen.throw(1).value), 'creator');
