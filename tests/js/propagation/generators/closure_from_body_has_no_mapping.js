// clause: SPEC 3, generator
// A closure yielded by the body is an ordinary function: it runs in its caller's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield () => v.get(); }
const gen = v.run('creator', g);
const f = gen.next().value;
assert.compareArray([f(), v.run('caller', f)], ['empty', 'caller']);
