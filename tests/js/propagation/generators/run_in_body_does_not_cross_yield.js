// clause: SPEC 3, generator
// A `run` inside the body is over before the yield: after the resume the body is in its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.run('inside', () => v.get()); yield v.get(); }
const gen = v.run('creator', g);
assert.compareArray([gen.next().value, v.run('resumer', () => gen.next().value)], ['inside', 'creator']);
