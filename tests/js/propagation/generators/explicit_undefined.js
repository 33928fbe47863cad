// clause: SPEC 3, generator
// A generator made where the variable is explicitly undefined sees undefined, not the default and not the resumer's value.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); }
const gen = v.run(undefined, g);
const r = v.run('resumer', () => gen.next());
assert.sameValue(r.done, false);
assert.sameValue(r.value, undefined);
