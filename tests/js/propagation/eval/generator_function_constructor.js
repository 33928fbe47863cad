// clause: SPEC 3, generator
// A generator of a function made by the GeneratorFunction constructor has the mapping of the call, not of the function's creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const GeneratorFunction = (function* () {}).constructor;
const g = v.run('function', () => new GeneratorFunction('v', 'yield v.get(); yield v.get();'));
const gen = v.run('call', () => g(v));
assert.compareArray([v.run('resumer', () => gen.next().value), gen.next().value], ['call', 'call']);
