// clause: SPEC 3, generator (sync and async), syntactic only
// A generator created outside of a run keeps its mapping although a run returns it unstarted.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* body() { yield v.get(); }
v.run('earlier', () => {});
const it = body();
const same = v.run('passer', () => it);
assert.sameValue(same.next().value, 'empty');
