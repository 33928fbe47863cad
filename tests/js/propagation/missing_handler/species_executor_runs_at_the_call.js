// clause: SPEC 3, PerformPromiseThen (missing handler)
// The species constructor itself is called once, synchronously, in the mapping of the `then` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Species(executor) {
  seen.push(v.get());
  executor(() => {}, () => {});
}
const p = v.run('creator', () => Promise.resolve(1));
p.constructor = { get [Symbol.species]() { seen.push('get ' + v.get()); return Species; } };
v.run('then', () => p.then());
assert.compareArray(seen, ['get then', 'then']);
