// clause: SPEC 3, generator
// Methods taken from the prototype before any variable was set resume a generator's body in its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { while (true) { try { yield v.get(); } catch { yield 'caught in ' + v.get(); } } }
const prototype = Object.getPrototypeOf(g.prototype);
const { next, throw: raise } = prototype;
const bound = (gen) => Function.prototype.call.bind(next, gen);
const gen = v.run('creator', () => g());
const resume = bound(gen);
assert.sameValue(next.call(gen).value, 'creator');
assert.sameValue(v.run('resumer', () => resume().value), 'creator');
assert.sameValue(v.run('resumer', () => raise.call(gen, 0).value), 'caught in creator');
