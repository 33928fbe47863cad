// clause: SPEC 3, generator
// A generator made in a run and handed unstarted to a callback that another snapshot runs still has the run's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); }
const snapshot = v.run('snapshot', () => new AsyncContext.Snapshot());
const consume = (gen) => gen.next().value;
assert.sameValue(v.run('creator', () => snapshot.run(consume, g())), 'creator');
