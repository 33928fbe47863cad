// clause: SPEC 3, generator
// `new Map(generator)` called in another run steps the body in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield [1, v.get()]; yield [2, v.get()]; }
const gen = v.run('creator', g);
const map = v.run('caller', () => new Map(gen));
assert.compareArray([map.get(1), map.get(2)], ['creator', 'creator']);
