// clause: SPEC 3, generator
// Spreading a generator into call arguments runs its body in the mapping of creation, the call in the caller's.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); }
const gen = v.run('creator', g);
const joined = v.run('caller', () => ((a, b) => [a, b, v.get()].join())(...gen));
assert.sameValue(joined, 'creator,creator,caller');
