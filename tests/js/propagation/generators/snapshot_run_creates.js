// clause: SPEC 3, generator
// A generator returned from Snapshot.run has the snapshot's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const snapshot = v.run('snapshot', () => new AsyncContext.Snapshot());
function* g() { yield v.get(); }
const gen = v.run('caller', () => snapshot.run(g));
assert.sameValue(v.run('resumer', () => gen.next().value), 'snapshot');
